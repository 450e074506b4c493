// A school's rules in the real worker.
#include "host/worker/hostile_rules.h"
#include "host/worker/pools.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>

namespace lodge::worker {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = 200ms;
// What is waited for would last for ever; how fast it ends is measured by tests/bench.
constexpr auto kForEver = 10s;

Value rule_that(std::string_view name, std::string_view body) {
  return Value::Map{{"name", name}, {"set", Value::Map{}},
                    {"text", "return { hook = 'rooms.may_book', says = 's', check = function(booking) " + std::string(body) + "\nend }"}};
}

Value asking(std::string_view set, Value::List rules, Value question = Value::Map{}) {
  return Value::Map{{"set", set}, {"hook", "rooms.may_book"}, {"rules", std::move(rules)}, {"question", std::move(question)}};
}

struct Outcome {
  Value reply;  // null when it was unavailable
  std::chrono::milliseconds took;
};

Outcome ask(Pool& pool, const Value& question, std::chrono::milliseconds patience = kPatience) {
  const auto before = Clock::now();
  Value reply;
  try {
    reply = pool.ask(question, patience);
  } catch (const Unavailable&) {
    // killed: as good an end as any
  }
  return {reply, std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - before)};
}

bool answers(Pool& pool) {
  return ask(pool, asking("good", {rule_that("good", "return true")}), kForEver).reply.boolean_or("allowed");
}

TEST(RulesWorker, EndsEachHostileRuleInTimeAndIsThereForTheNext) {
  Pool pool(pool_of_rules());
  ASSERT_TRUE(answers(pool));
  for (const auto& hostile : kHostileRules) {
    SCOPED_TRACE(hostile.name);
    const auto outcome = ask(pool, asking(hostile.name, {rule_that("hostile", hostile.body)}));
    EXPECT_LE(outcome.took, kForEver);
    EXPECT_TRUE(answers(pool));
  }
}

TEST(RulesWorker, EndsEachHostileFileInTime) {
  Pool pool(pool_of_rules());
  ASSERT_TRUE(answers(pool));
  for (const auto& hostile : kHostileFiles) {
    SCOPED_TRACE(hostile.name);
    const auto outcome = ask(pool, asking(hostile.name, {Value::Map{{"name", "hostile"}, {"text", hostile.body}, {"set", Value::Map{}}}}));
    EXPECT_LE(outcome.took, kForEver);
    EXPECT_TRUE(answers(pool));
  }
}

TEST(RulesWorker, NeverLetsAHostileRuleRefuse) {
  Pool pool(pool_of_rules());
  for (const auto& hostile : kHostileRules) {
    const auto outcome = ask(pool, asking(hostile.name, {rule_that("hostile", hostile.body)}));
    EXPECT_TRUE(outcome.reply.is_null() || outcome.reply.boolean_or("allowed")) << hostile.name;
  }
}

// What the kernel says about a process, in kB.
long status_of(pid_t process, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  for (std::string word; file >> word;) {
    long number = 0;
    if (word == name && file >> number) return number;
  }
  return -1;
}

TEST(RulesWorker, StaysUnder64Megabytes) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers do not run under a limit";
#endif
  Pool pool(pool_of_rules(1));
  for (const auto* name : {"a huge table", "texts that double", "a huge hash"}) {
    const auto& hostile = *std::ranges::find(kHostileRules, std::string_view(name), &Hostile::name);
    ask(pool, asking(name, {rule_that("hostile", hostile.body)}));
  }
  ASSERT_TRUE(answers(pool));
  ASSERT_EQ(children().size(), 1U);
  EXPECT_LT(status_of(children()[0], "VmHWM:"), 64 * 1024);
  EXPECT_GT(status_of(children()[0], "VmHWM:"), 0);
}

TEST(RulesWorker, LeavesARuleOutThatSpentItsTimeThreeTimes) {
  Pool pool(pool_of_rules(1));
  const auto question = asking("loop", {rule_that("loop", "while true do end"), rule_that("good", "return true")});
  for (int i = 0; i < 3; ++i) EXPECT_GE(ask(pool, question, 5s).took, 40ms);
  const auto outcome = ask(pool, question, 5s);
  const auto& failures = *outcome.reply.at("failures").list();
  ASSERT_EQ(failures.size(), 1U) << "still noted, so that the hook decides";
  EXPECT_THAT(failures[0].text_or("kind"), testing::HasSubstr("not asked for ten seconds"));
}

TEST(RulesWorker, AsksForRulesThatItDoesNotKnow) {
  Pool pool(pool_of_rules(1));
  auto without_rules = *asking("mine", {}).map();
  without_rules.erase("rules");
  EXPECT_TRUE(ask(pool, without_rules).reply.boolean_or("unknown_set"));
  EXPECT_TRUE(ask(pool, asking("mine", {rule_that("mine", "return true")})).reply.boolean_or("allowed"));
  EXPECT_TRUE(ask(pool, without_rules).reply.boolean_or("allowed"));
}

TEST(RulesPool, AsksAnotherWorkerWhenTheOneItAskedIsKilledFromOutside) {
  Pool pool(pool_of_rules(1));
  ASSERT_TRUE(answers(pool));
  for (const auto child : children()) ::kill(child, SIGKILL);
  std::this_thread::sleep_for(20ms);
  EXPECT_TRUE(answers(pool));
}

TEST(RulesPool, AnswersCallsQueuedBehindOnesThatAreKilled) {
  Pool pool(pool_of_rules(2));
  ASSERT_TRUE(answers(pool));
  // Lua itself ends no plain search; many of them fill the time of both workers until the host's clock ends them.
  const auto slow = asking("slow", {rule_that("slow", "local s = ('a'):rep(60000) local t = ('a'):rep(30000) .. 'b' "
                                                      "for i = 1, 999 do s:find(t) end return true")});
  std::atomic<int> answered = 0;
  std::vector<std::jthread> callers;
  for (int i = 0; i < 2; ++i) callers.emplace_back([&] { ask(pool, slow); });
  std::this_thread::sleep_for(10ms);
  for (int i = 0; i < 6; ++i) callers.emplace_back([&] { answered += answers(pool) ? 1 : 0; });
  callers.clear();
  EXPECT_EQ(answered, 6);
}

TEST(RulesPool, HasItsWorkerBackAfterAKill) {
  Pool pool(pool_of_rules(1));
  ASSERT_TRUE(answers(pool));
  for (const auto child : children()) ::kill(child, SIGKILL);
  EXPECT_TRUE(answers(pool));
  EXPECT_EQ(children().size(), 1U);
}

TEST(RulesPool, LosesNoWorkerToAQuestionThatIsNotUtf8) {
  Pool pool(pool_of_rules(1));
  ASSERT_TRUE(answers(pool));
  const auto worker = children();
  EXPECT_THROW(pool.ask(asking("good", {}, Value::Map{{"room", "Caf\xe9"}}), kPatience), Unavailable);
  EXPECT_TRUE(answers(pool));
  EXPECT_EQ(children(), worker);
}

// Eight callers, a rule that hangs and workers that are shot: whoever gets an answer gets the right one.
TEST(RulesPool, AnswersRightlyInAStorm) {
  auto settings = pool_of_rules(2);
  settings.deaths_before_rest = 1000;
  Pool pool(settings);
  ASSERT_TRUE(answers(pool));
  std::atomic<bool> over = false;
  std::atomic<int> right = 0, wrong = 0;
  const auto call = [&](int caller) {
    const auto set = "storm" + std::to_string(caller);
    const auto reason = "No, " + std::to_string(caller);
    const auto question = asking(set, {rule_that("mine", "return false, '" + reason + "'")});
    while (!over) {
      const auto reply = ask(pool, question, 1s).reply;
      if (!reply.is_null()) ++(reply.text_or("reason") == reason ? right : wrong);
    }
  };
  std::vector<std::jthread> callers;
  for (int i = 0; i < 8; ++i) callers.emplace_back(call, i);
  const auto until = Clock::now() + kForEver;
  for (int i = 0; i < 10 || (right <= 100 && Clock::now() < until); ++i) {
    ask(pool, asking("loop", {rule_that("loop", "while true do end")}), 20ms);
    for (const auto child : children()) ::kill(child, SIGKILL);
    std::this_thread::sleep_for(50ms);
  }
  over = true;
  callers.clear();
  EXPECT_GT(right, 100);
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(answers(pool));
}

TEST(RulesPool, LeavesNoChildBehind) {
  { Pool pool(pool_of_rules(2)); EXPECT_TRUE(answers(pool)); }
  EXPECT_TRUE(children().empty());
}

TEST(RulesPool, EndsItsWorkersWhenTheHostIsKilled) {
  int pipe[2];
  ASSERT_EQ(::pipe(pipe), 0);
  const pid_t host = ::fork();
  if (host == 0) {
    Pool pool(pool_of_rules(1));
    if (!answers(pool)) ::_exit(1);
    const pid_t worker = children().at(0);
    if (::write(pipe[1], &worker, sizeof worker) != sizeof worker) ::_exit(1);
    for (;;) ::pause();
  }
  pid_t worker = 0;
  ASSERT_EQ(::read(pipe[0], &worker, sizeof worker), static_cast<ssize_t>(sizeof worker));
  ::kill(host, SIGKILL);
  ::waitpid(host, nullptr, 0);
  const auto ended = [&] { return ::kill(worker, 0) != 0 || status_of(worker, "VmRSS:") < 0; };  // gone, or nobody's to reap
  for (int i = 0; i < 100 && !ended(); ++i) std::this_thread::sleep_for(10ms);
  EXPECT_TRUE(ended());
}

}  // namespace
}  // namespace lodge::worker
