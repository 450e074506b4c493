#pragma once
#include "lua/rule_set.h"

#include <list>
#include <string>

namespace lodge::lua {

/// What the rules' worker answers; all as values (core/rules/questions.h makes them and reads the replies):
///   {"set": id, "rules": […] or absent, "hook": …, "question": …} → {"allowed", "reason", "rule", "failures"}, or
///     {"unknown_set": true} when the rules did not come along and this worker has not seen them yet
///   {"set", "rules", "mappings": true} → {"mappings": [{"name", "kinds", "why"}]}
///   {"set", "rules", "map": [record]} → {"records": [{"record"} or {"left_out", "rule"}], "failure": {"rule", "why"}}: the
///     failure, if there is one, is that of the record after the last
///   {"check": rule} → {"faults": [{"line", "why"}]}
///   {"test": rule, "tests": …, "samples": …} → {"results": [{"name", "passed", "why"}]}
/// A rule is {"name", "text", "set"}. Keeps the last few sets, ready to be asked. [one thread]
class RulesRole {
 public:
  Value answer(const Value& question);

 private:
  struct Kept {
    std::string id;
    RuleSet set;
  };
  RuleSet* find(const Value& question);
  Value ask_set(const Value& question);

  std::list<Kept> kept_;  // the last used first
};

}  // namespace lodge::lua
