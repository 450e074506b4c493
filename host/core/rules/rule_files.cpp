#include "core/rules/rule_files.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <map>
#include <optional>

namespace lodge::core {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kLongestFile = 64 * 1024;
constexpr std::string_view kConf = "rules.conf";

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view kSpaces = " \t\r";
  const auto first = text.find_first_not_of(kSpaces);
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

// Every .lua file directly in a folder, by name.
void add_rules_in(const fs::path& folder, std::map<std::string, fs::path>& rules) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".lua" && entry.is_regular_file(none)) rules[entry.path().stem()] = entry.path();
  }
}

std::map<std::string, fs::path> shipped_rules(const fs::path& folder) {
  std::map<std::string, fs::path> rules;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.is_directory(none)) add_rules_in(entry.path(), rules);
  }
  return rules;
}

struct Switch {
  std::optional<bool> on;
  Value::Map set;
};

// What rules.conf says, by the rule's name.
class Conf {
 public:
  Conf(const fs::path& file, std::vector<std::string>& faults) : faults_(faults) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
      ++number_;
      const auto text = trimmed(line);
      if (!text.empty() && text[0] != '#') read(text);
    }
  }
  const std::map<std::string, Switch>& rules() const { return rules_; }

 private:
  void read(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return fault("a line is written NAME = on, or NAME.SETTING = VALUE");
    const auto name = trimmed(line.substr(0, equals));
    const auto value = trimmed(line.substr(equals + 1));
    const auto dot = name.find('.');
    auto& rule = rules_[std::string(name.substr(0, dot))];
    if (dot != std::string_view::npos) {
      rule.set[std::string(name.substr(dot + 1))] = Value(value);
    } else if (value == "on" || value == "off") {
      rule.on = value == "on";
    } else {
      fault("a rule is on or off");
    }
  }
  void fault(const char* why) { faults_.push_back(std::string(kConf) + ", line " + std::to_string(number_) + ": " + why); }

  std::vector<std::string>& faults_;
  std::map<std::string, Switch> rules_;
  int number_ = 0;
};

// The files that are on: the school's own unless switched off, the shipped ones if switched on.
std::map<std::string, fs::path> choose(const RuleFolders& folders, const Conf& conf, std::vector<std::string>& faults) {
  std::map<std::string, fs::path> chosen;
  add_rules_in(folders.school, chosen);
  const auto shipped = shipped_rules(folders.shipped);
  for (const auto& [name, said] : conf.rules()) {
    const auto found = shipped.find(name);
    if (found == shipped.end() && !chosen.contains(name)) {
      faults.push_back(std::string(kConf) + ": there is no rule named \"" + name + "\"");
    } else if (said.on == false) {
      chosen.erase(name);
    } else if (said.on == true && found != shipped.end()) {
      chosen.emplace(name, found->second);  // not in the place of the school's own
    }
  }
  return chosen;
}

// Changes whenever the file is written or replaced.
std::string stamp_of_file(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return file.native() + "?";
  return file.native() + ' ' + std::to_string(status.st_mtim.tv_sec) + '.' + std::to_string(status.st_mtim.tv_nsec) + ' ' +
         std::to_string(status.st_size) + ' ' + std::to_string(status.st_ino) + '\n';
}

}  // namespace

std::expected<std::string, std::string> read_text(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::unexpected(file.native() + " cannot be read");
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (text.size() > kLongestFile) return std::unexpected(file.native() + " is longer than 64 kB");
  return text;
}

std::expected<RuleFile, std::string> read_rule(const fs::path& file) {
  auto text = read_text(file);
  if (!text) return std::unexpected(text.error());
  return RuleFile{file.stem(), file, *std::move(text), {}};
}

RuleFiles read_rules(const RuleFolders& folders) {
  RuleFiles rules;
  rules.stamp = stamp_of(folders);  // first: a change while we read is then seen at the next look
  const Conf conf(folders.school / kConf, rules.faults);
  for (const auto& [name, file] : choose(folders, conf, rules.faults)) {
    auto rule = read_rule(file);
    if (!rule) {
      rules.faults.push_back(rule.error());
      continue;
    }
    const auto said = conf.rules().find(name);
    if (said != conf.rules().end()) rule->set = said->second.set;
    rules.active.push_back(*std::move(rule));
  }
  return rules;
}

std::string stamp_of(const RuleFolders& folders) {
  auto files = shipped_rules(folders.shipped);
  add_rules_in(folders.school, files);
  std::string stamp = stamp_of_file(folders.school / kConf);
  for (const auto& [name, file] : files) stamp += stamp_of_file(file);
  return stamp;
}

}  // namespace lodge::core
