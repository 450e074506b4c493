#include "core/rules/rules.h"

#include "core/log.h"

#include <lodge/errors.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenLooks = 2s;
constexpr int kHungTimes = 3;
constexpr auto kLeftOut = 10s;
constexpr auto kBetweenReports = 60s;

Verdict failed(const Hook& hook, const std::string& rule) {
  return {.allowed = hook.when_it_fails == Hook::WhenItFails::allow, .reason = {}, .rule = rule, .failed = true};
}

}  // namespace

RulesService::RulesService(WorkerPool& workers, FoldersOf folders_of, std::chrono::milliseconds patience)
    : workers_(workers), folders_of_(std::move(folders_of)), patience_(patience) {}

Verdict RulesService::ask(SiteId site, const Hook& hook, const Value& question) {
  const auto rules = rules_of(site);
  if (rules->files.active.empty()) return {};
  if (left_out(site)) return failed(hook, {});
  Verdict verdict;
  try {
    const auto reply = ask_workers(*rules, hook, question);
    note(site, false);
    for (const auto& failure : rule_failures(reply)) {
      report(failure, hook);
      if (!verdict.failed) verdict = failed(hook, failure.rule);
    }
    return refusal(reply).value_or(verdict);
  } catch (const Unavailable& outage) {
    note(site, true);
    report({{}, 0, outage.what()}, hook);
    return failed(hook, {});
  }
}

Value RulesService::ask_workers(const Loaded& rules, const Hook& hook, const Value& question) {
  auto reply = workers_.ask(rules_question(rules.id, hook.name, question), patience_);
  if (!reply.boolean_or("unknown_set")) return reply;
  return workers_.ask(rules_question(rules.id, hook.name, question, rules.files.active), patience_);
}

// One thread looks at the files, at most every two seconds; the others go on with what is there.
std::shared_ptr<const RulesService::Loaded> RulesService::rules_of(SiteId site) {
  const std::unique_lock lock(mutex_);
  auto& kept = sites_[site];
  const auto now = Clock::now();
  if (kept.loaded && now < kept.next_look) return kept.loaded;
  kept.next_look = now + kBetweenLooks;
  const auto folders = folders_of_(site);
  if (kept.loaded && kept.loaded->files.stamp == stamp_of(folders)) return kept.loaded;
  auto loaded = std::make_shared<Loaded>(Loaded{read_rules(folders), RawId::random().text()});
  for (const auto& fault : loaded->files.faults) log(Level::warning, "RULES-003", "A rule was not read.", {{"why", fault}});
  kept.loaded = loaded;
  kept.hung = 0;
  kept.left_out_until = {};
  return loaded;
}

bool RulesService::left_out(SiteId site) {
  const std::lock_guard lock(mutex_);
  return Clock::now() < sites_[site].left_out_until;
}

void RulesService::note(SiteId site, bool hung) {
  const std::lock_guard lock(mutex_);
  auto& kept = sites_[site];
  kept.hung = hung ? kept.hung + 1 : 0;
  if (kept.hung < kHungTimes) return;
  kept.hung = 0;
  kept.left_out_until = Clock::now() + kLeftOut;
  log(Level::error, "RULES-002", "A site's rules hung three times in a row; they are not asked for ten seconds.",
      {{"site", site.text()}});
}

// Once a minute: a rule that fails does so at every booking.
void RulesService::report(const RuleFailure& failure, const Hook& hook) {
  {
    const std::lock_guard lock(mutex_);
    auto& last = reported_[failure.rule];
    if (last != Clock::time_point{} && Clock::now() < last + kBetweenReports) return;
    last = Clock::now();
  }
  const bool allows = hook.when_it_fails == Hook::WhenItFails::allow;
  log(Level::error, "RULES-001", "A rule failed.",
      {{"rule", failure.rule}, {"line", std::to_string(failure.line)}, {"hook", std::string(hook.name)}, {"why", failure.kind},
       {"then", allows ? "allowed" : "refused"}});
}

}  // namespace lodge::core
