#pragma once
#include "core/rules/rule_files.h"
#include "core/worker.h"

#include <expected>
#include <set>
#include <string>
#include <vector>

namespace lodge::core {

/// A school's mapping did not do its work; nothing that came of it may be used.
struct MappingFailure {
  std::string sentence;  ///< for the technician: which mapping, and why
  std::size_t at = 0;    ///< which of the records it was given
};

/// Those of a school's rules that may be mappings (hook "sync.map"), by whether their text says so: without one, no
/// worker is started. A line of rules.conf that cannot be read is a failure, since it may be about a mapping.
std::expected<std::vector<RuleFile>, MappingFailure> mappings_of(const RuleFolders& folders);

/// Asks a school's mappings in a rules' worker. [one thread]
class Mapper {
 public:
  /// How long a worker may take for one list of records, at most 64 kB of JSON.
  static constexpr std::chrono::milliseconds kPatience{300};

  Mapper(WorkerPool& workers, std::vector<RuleFile> mappings);

  /// Learns which mappings there are and what they want.
  std::expected<void, MappingFailure> load();
  const std::vector<std::string>& names() const { return names_; }
  /// Whether any mapping wants records that are called so ("contact").
  bool wants(std::string_view kind) const { return kinds_.contains(kind); }

  struct Answer {
    Value record;          ///< null when it is left out
    std::string left_out;  ///< why, in the mapping's words
    std::string mapping;   ///< which one left it out
  };
  /// One answer for each record, in their order.
  std::expected<std::vector<Answer>, MappingFailure> map(const Value::List& records);

 private:
  std::expected<Value, MappingFailure> ask(std::string_view what, Value question);

  WorkerPool& workers_;
  std::vector<RuleFile> mappings_;
  std::string set_;  // by which a worker knows them
  std::vector<std::string> names_;
  std::set<std::string, std::less<>> kinds_;
};

}  // namespace lodge::core
