#pragma once
#include "lua/rule.h"

#include <string>
#include <vector>

namespace lodge::lua {

/// Reads a rule as the host would, without asking it anything: its syntax, its members, its settings. [one thread]
std::vector<Fault> check_rule(const RuleText& rule);

struct TestResult {
  std::string name;
  bool passed = false;
  std::string why;  ///< when it failed, with "name.lua:LINE: " before it
};

/// Runs a file of tests over a rule. Beside what a rule may use, tests have
///   test("says what holds", function … end)
///   question { … }            a whole question for the rule's hook, with the given members changed
///   allows(question, settings)           fails the test when the rule refuses, or fails
///   refuses(question, "words", settings) fails it unless the rule refuses with these words in its reason
/// and for a mapping
///   record("contact", { … })             a whole record of a kind, with the given members changed
///   maps(record, { … }, settings)        fails the test unless the mapping answers the record so changed
///   leaves_out(record, "words", settings) fails it unless the mapping leaves the record out with these words
/// `settings` may be left out; else they stand in place of the rule's own of the same name. `samples` holds a whole
/// question by each hook's name, as a Lua chunk that returns a table. A file that cannot be run is one failed test
/// named after it. [one thread]
std::vector<TestResult> run_rule_tests(const RuleText& rule, const std::string& tests, const std::string& samples);

}  // namespace lodge::lua
