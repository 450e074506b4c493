#pragma once
#include <lodge/value.h>

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace lodge::core {

/// Where rules lie.
struct RuleFolders {
  std::filesystem::path shipped;  ///< with a folder for each module; never edited
  std::filesystem::path school;   ///< rules.d: the school's own files, and rules.conf
};

/// One rule as it goes to the worker.
struct RuleFile {
  std::string name;  ///< the file's name without ".lua"
  std::filesystem::path file;
  std::string text;
  Value::Map set;  ///< what rules.conf sets for it: texts, by the setting's name
};

struct RuleFiles {
  std::vector<RuleFile> active;     ///< sorted by name: the order in which they are asked
  std::vector<std::string> faults;  ///< sentences for the technician: a line of rules.conf, a file that cannot be read
  std::string stamp;                ///< equal as long as no file has changed
};

/// The rules that are on: every .lua file of the school's folder, and the shipped ones that rules.conf switches on.
/// Where both have a name, the school's own wins. rules.conf holds lines like
///   hall_notice = on
///   hall_notice.notice = 3 school days
/// `off` switches one of the school's own off; `#` starts a comment. [any thread]
RuleFiles read_rules(const RuleFolders& folders);
/// The stamp that `read_rules` would give, without reading. [any thread]
std::string stamp_of(const RuleFolders& folders);

/// One file, as a rule with its own settings. The error is a sentence.
std::expected<RuleFile, std::string> read_rule(const std::filesystem::path& file);
std::expected<std::string, std::string> read_text(const std::filesystem::path& file);

}  // namespace lodge::core
