#include "lua/rule_set.h"

#include "lua/environment.h"

#include <algorithm>

namespace lodge::lua {
namespace {

constexpr int kSpentTimes = 3;
constexpr std::chrono::seconds kLeftOut{10};

// The words of a limit are the State's own; any others may be the rule's.
SetAnswer::Failure failure_of(const std::string& rule, const State& state, const std::string& why) {
  const int line = fault_in(rule, why).line;
  if (state.spent()) return {rule, line, why, why};
  return {rule, line, line > 0 ? "it raised an error" : "it raised an error, or answered neither true nor false and a reason", why};
}

}  // namespace

RuleSet::RuleSet(std::vector<RuleText> texts, Limits limits) : limits_(limits) {
  for (auto& text : texts) {
    rules_.push_back({std::move(text), nullptr, std::unexpected("")});
    load(rules_.back());
  }
}

void RuleSet::load(Loaded& loaded) const {
  loaded.state = std::make_unique<State>(limits_);
  static_cast<void>(loaded.state->run(prepare_environments));
  loaded.rule = Rule::load(*loaded.state, loaded.text);
}

// Ready again for the next question; but not for every one of a rush, each of which it would hold up.
void RuleSet::spent(Loaded& loaded) const {
  load(loaded);
  if (++loaded.spent < kSpentTimes) return;
  loaded.spent = 0;
  loaded.left_out_until = std::chrono::steady_clock::now() + kLeftOut;
}

void RuleSet::ask_one(Loaded& loaded, const std::string& hook, const Value& question, SetAnswer& answer) const {
  if (!loaded.rule) {
    answer.failures.push_back({loaded.text.name, fault_in(loaded.text.name, loaded.rule.error()).line, "it cannot be read", loaded.rule.error()});
    return;
  }
  if (loaded.rule->hook() != hook) return;
  if (std::chrono::steady_clock::now() < loaded.left_out_until) {
    static constexpr const char* kRests = "it is not asked for ten seconds, since it spent its limit again and again";
    answer.failures.push_back({loaded.text.name, 0, kRests, kRests});
    return;
  }
  auto one = loaded.rule->ask(*loaded.state, question);
  if (!one) {
    answer.failures.push_back(failure_of(loaded.text.name, *loaded.state, one.error()));
  } else if (!one->allowed) {
    answer.answer = *std::move(one);
    answer.rule = loaded.text.name;
  }
  if (loaded.state->spent()) return spent(loaded);
  loaded.spent = 0;
  loaded.state->tidy();
}

SetAnswer RuleSet::ask(const std::string& hook, const Value& question) {
  SetAnswer answer;
  for (auto& loaded : rules_) {
    if (answer.answer.allowed) ask_one(loaded, hook, question, answer);
  }
  return answer;
}

std::vector<RuleSet::Mapping> RuleSet::mappings() const {
  std::vector<Mapping> found;
  for (const auto& loaded : rules_) {
    if (!loaded.rule) found.push_back({loaded.text.name, {}, loaded.rule.error()});
    else if (loaded.rule->is_mapping()) found.push_back({loaded.text.name, loaded.rule->kinds(), {}});
  }
  return found;
}

void RuleSet::map_one(Loaded& loaded, MapAnswer& answer) const {
  auto mapped = loaded.rule->map(*loaded.state, answer.mapped.record);
  if (!mapped) {
    answer.rule = loaded.text.name;
    answer.why = mapped.error();
  } else {
    answer.mapped = *std::move(mapped);
    if (!answer.mapped.left_out.empty()) answer.rule = loaded.text.name;
  }
  if (loaded.state->spent()) load(loaded);
  else loaded.state->tidy();
}

MapAnswer RuleSet::map(const Value& record) {
  MapAnswer answer{{record, {}}, {}, {}};
  const auto kind = record.text_or("is");
  for (auto& loaded : rules_) {
    if (!loaded.rule || !loaded.rule->is_mapping() || std::ranges::find(loaded.rule->kinds(), kind) == loaded.rule->kinds().end()) continue;
    map_one(loaded, answer);
    if (!answer.rule.empty()) break;
  }
  return answer;
}

}  // namespace lodge::lua
