#include "core/rules/questions.h"

#include <lodge/errors.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kTestPatience = 10s;

Value to_value(const RuleFile& rule) { return Value::Map{{"name", rule.name}, {"text", rule.text}, {"set", rule.set}}; }

Value with_texts(Value::Map question, const std::vector<RuleFile>& rules) {
  if (rules.empty()) return question;
  Value::List texts;
  for (const auto& rule : rules) texts.push_back(to_value(rule));
  question.emplace("rules", std::move(texts));
  return question;
}

const Value::List& list_in(const Value& reply, std::string_view name) {
  const auto* list = reply.at(name).list();
  if (!list) throw Unavailable("the rules' worker did not speak as it should");
  return *list;
}

}  // namespace

Value rules_question(std::string_view set, std::string_view hook, const Value& question, const std::vector<RuleFile>& rules) {
  return with_texts({{"set", set}, {"hook", hook}, {"question", question}}, rules);
}

Value mapping_question(std::string_view set, std::string_view what, Value question, const std::vector<RuleFile>& rules) {
  return with_texts({{"set", set}, {std::string(what), std::move(question)}}, rules);
}

std::optional<Verdict> refusal(const Value& reply) {
  const auto* allowed = reply.at("allowed").boolean();
  if (!allowed) throw Unavailable("the rules' worker did not speak as it should");
  if (*allowed) return std::nullopt;
  return Verdict{.allowed = false, .reason = reply.text_or("reason"), .rule = reply.text_or("rule"), .failed = false};
}

std::vector<RuleFailure> rule_failures(const Value& reply) {
  std::vector<RuleFailure> failures;
  for (const auto& one : list_in(reply, "failures")) {
    failures.push_back({one.text_or("rule"), one.integer_or("line"), one.text_or("kind")});
  }
  return failures;
}

std::vector<RuleFault> check_rule(WorkerPool& workers, const RuleFile& rule) {
  const auto reply = workers.ask(Value::Map{{"check", to_value(rule)}}, kTestPatience);
  std::vector<RuleFault> faults;
  for (const auto& one : list_in(reply, "faults")) faults.push_back({one.integer_or("line"), one.text_or("why")});
  return faults;
}

std::vector<RuleTestResult> run_rule_tests(WorkerPool& workers, const RuleFile& rule, const std::string& tests, const std::string& samples) {
  const auto reply = workers.ask(Value::Map{{"test", to_value(rule)}, {"tests", tests}, {"samples", samples}}, kTestPatience);
  std::vector<RuleTestResult> results;
  for (const auto& one : list_in(reply, "results")) {
    results.push_back({one.text_or("name"), one.boolean_or("passed"), one.text_or("why")});
  }
  return results;
}

}  // namespace lodge::core
