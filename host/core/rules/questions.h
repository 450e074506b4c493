#pragma once
#include "core/rules/rule_files.h"
#include "core/worker.h"

#include <lodge/rules.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core {

// What the host says to the rules' workers, and how it reads their replies (lua/rules_role.h is the other side).

/// To ask the rules that a worker knows as `set`; with `rules` when it may not know them yet.
Value rules_question(std::string_view set, std::string_view hook, const Value& question, const std::vector<RuleFile>& rules = {});

/// To have the mappings among them named ("mappings", true), or records mapped ("map", a list).
Value mapping_question(std::string_view set, std::string_view what, Value question, const std::vector<RuleFile>& rules = {});

/// The refusal in a reply; nothing when it allows. @throws Unavailable when the reply is none.
std::optional<Verdict> refusal(const Value& reply);

/// A rule that failed, for the journal: never in the rule's own words, which may name people.
struct RuleFailure {
  std::string rule;
  std::int64_t line = 0;  ///< of its file; 0 when it is not known
  std::string kind;
};
std::vector<RuleFailure> rule_failures(const Value& reply);

struct RuleFault {
  std::int64_t line = 0;  ///< 0 when it is not known
  std::string why;
};
/// Everything wrong with a rule's file, found in a locked-in worker; for `lodge rules check`. @throws Unavailable
std::vector<RuleFault> check_rule(WorkerPool& workers, const RuleFile& rule);

struct RuleTestResult {
  std::string name;
  bool passed = false;
  std::string why;  ///< when it failed
};
/// Runs a rule's tests in a locked-in worker; for `lodge rules test`. `tests` is the text of its file of tests,
/// `samples` that of share/lib/samples.lua, which has a whole question for each hook. @throws Unavailable
std::vector<RuleTestResult> run_rule_tests(WorkerPool& workers, const RuleFile& rule, const std::string& tests, const std::string& samples);

}  // namespace lodge::core
