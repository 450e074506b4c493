#pragma once
#include "lua/rule_set.h"

#include <list>
#include <string>

namespace lodge::lua {

/// What the rules' worker answers; all as values (core/rules/questions.h makes them and reads the replies):
///   {"set": id, "rules": […] or absent, "hook": …, "question": …} → {"allowed", "reason", "rule", "failures"}, or
///     {"unknown_set": true} when the rules did not come along and this worker has not seen them yet
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
  Value ask(const Value& question);

  std::list<Kept> kept_;  // the last used first
};

}  // namespace lodge::lua
