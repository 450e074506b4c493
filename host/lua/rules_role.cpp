#include "lua/rules_role.h"

#include "lua/rule_test.h"

#include <algorithm>
#include <stdexcept>

namespace lodge::lua {
namespace {

constexpr std::size_t kSetsKept = 8;

RuleText rule_from(const Value& value) {
  const auto* set = value.at("set").map();
  return {value.text_or("name"), value.text_or("text"), set ? *set : Value::Map{}};
}

std::vector<RuleText> rules_from(const Value::List& list) {
  std::vector<RuleText> rules;
  for (const auto& one : list) rules.push_back(rule_from(one));
  return rules;
}

Value to_value(const SetAnswer& answer) {
  Value::List failures;
  for (const auto& failure : answer.failures) {
    failures.push_back(Value::Map{{"rule", failure.rule}, {"line", failure.line}, {"kind", failure.kind}});
  }
  return Value::Map{{"allowed", answer.answer.allowed}, {"reason", answer.answer.reason}, {"rule", answer.rule},
                    {"failures", std::move(failures)}};
}

Value mappings(const RuleSet& set) {
  Value::List list;
  for (const auto& one : set.mappings()) {
    list.push_back(Value::Map{{"name", one.name}, {"kinds", Value::List(one.kinds.begin(), one.kinds.end())}, {"why", one.why}});
  }
  return Value::Map{{"mappings", std::move(list)}};
}

Value to_value(const MapAnswer& answer) {
  if (answer.mapped.left_out.empty()) return Value::Map{{"record", answer.mapped.record}};
  return Value::Map{{"left_out", answer.mapped.left_out}, {"rule", answer.rule}};
}

Value map(RuleSet& set, const Value::List& records) {
  Value::List mapped;
  for (const auto& record : records) {
    const auto answer = set.map(record);
    if (!answer.why.empty()) {
      return Value::Map{{"records", std::move(mapped)}, {"failure", Value::Map{{"rule", answer.rule}, {"why", answer.why}}}};
    }
    mapped.push_back(to_value(answer));
  }
  return Value::Map{{"records", std::move(mapped)}};
}

Value check(const Value& question) {
  Value::List faults;
  for (const auto& fault : check_rule(rule_from(question.at("check")))) {
    faults.push_back(Value::Map{{"line", fault.line}, {"why", fault.why}});
  }
  return Value::Map{{"faults", std::move(faults)}};
}

Value test(const Value& question) {
  Value::List results;
  for (const auto& one : run_rule_tests(rule_from(question.at("test")), question.text_or("tests"), question.text_or("samples"))) {
    results.push_back(Value::Map{{"name", one.name}, {"passed", one.passed}, {"why", one.why}});
  }
  return Value::Map{{"results", std::move(results)}};
}

}  // namespace

RuleSet* RulesRole::find(const Value& question) {
  const auto id = question.text_or("set");
  const auto found = std::ranges::find(kept_, id, &Kept::id);
  if (found != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, found);
    return &kept_.front().set;
  }
  const auto* rules = question.at("rules").list();
  if (!rules) return nullptr;
  kept_.push_front({id, RuleSet(rules_from(*rules))});
  if (kept_.size() > kSetsKept) kept_.pop_back();
  return &kept_.front().set;
}

Value RulesRole::ask_set(const Value& question) {
  auto* set = find(question);
  if (!set) return Value::Map{{"unknown_set", true}};
  if (question.boolean_or("mappings")) return mappings(*set);
  if (const auto* records = question.at("map").list()) return map(*set, *records);
  return to_value(set->ask(question.text_or("hook"), question.at("question")));
}

Value RulesRole::answer(const Value& question) {
  if (question.at("set").text()) return ask_set(question);
  if (question.at("check").map()) return check(question);
  if (question.at("test").map()) return test(question);
  throw std::runtime_error("a question that the rules' worker does not know");
}

}  // namespace lodge::lua
