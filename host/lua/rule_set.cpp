#include "lua/rule_set.h"

#include "lua/environment.h"

namespace lodge::lua {
namespace {

constexpr int kSpentTimes = 3;
constexpr std::chrono::seconds kLeftOut{10};

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
    answer.failures.push_back({loaded.text.name, loaded.rule.error()});
    return;
  }
  if (loaded.rule->hook() != hook) return;
  if (std::chrono::steady_clock::now() < loaded.left_out_until) {
    answer.failures.push_back({loaded.text.name, "it is not asked for ten seconds, since it spent its limit again and again"});
    return;
  }
  auto one = loaded.rule->ask(*loaded.state, question);
  if (!one) {
    answer.failures.push_back({loaded.text.name, one.error()});
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

}  // namespace lodge::lua
