#include "core/rules/rules.h"

#include "core/rules/questions.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <thread>

namespace lodge::core {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr Hook kOpen{"rooms.may_book", Hook::WhenItFails::allow};
constexpr Hook kShut{"events.may_book", Hook::WhenItFails::refuse};

// Answers as it is told, and knows only the sets of rules that came along once.
class FakeWorkers : public WorkerPool {
 public:
  Value ask(const Value& question, std::chrono::milliseconds patience) override {
    ++asked;
    longest = std::max(longest, patience);
    if (dead) throw Unavailable("it was stopped");
    if (question.at("rules").list()) known.insert(question.text_or("set"));
    if (!known.contains(question.text_or("set"))) return Value::Map{{"unknown_set", true}};
    return reply;
  }

  Value reply = answer(true, "", {});
  std::set<std::string> known;
  bool dead = false;
  int asked = 0;
  std::chrono::milliseconds longest{0};

  static Value answer(bool allowed, const char* reason, Value::List failures) {
    return Value::Map{{"allowed", allowed}, {"reason", reason}, {"rule", allowed ? "" : "mine"}, {"failures", std::move(failures)}};
  }
  static Value failure() { return Value::Map{{"rule", "broken"}, {"line", 7}, {"kind", "it raised an error"}, {"why", "broken.lua:7: Ann Pargeter"}}; }
};

class RulesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = "/tmp/lodge-rules-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    school_ = name;
    std::ofstream(school_ / "mine.lua") << "return {}";
  }
  void TearDown() override { fs::remove_all(school_); }

  Verdict ask(const Hook& hook = kOpen) { return rules_.ask(site_, hook, Value::Map{}); }

  fs::path school_;
  FakeWorkers workers_;
  SiteId site_ = SiteId::random();
  RulesService rules_{workers_, [this](SiteId) { return RuleFolders{"/nowhere", school_}; }};
};

TEST_F(RulesTest, AllowsWithoutAskingWhenASiteHasNoRules) {
  fs::remove(school_ / "mine.lua");
  EXPECT_TRUE(ask().allowed);
  EXPECT_EQ(workers_.asked, 0);
}

TEST_F(RulesTest, SendsTheTextsOnlyToAWorkerThatDoesNotKnowThem) {
  EXPECT_TRUE(ask().allowed);
  EXPECT_EQ(workers_.asked, 2);
  EXPECT_TRUE(ask().allowed);
  EXPECT_EQ(workers_.asked, 3);
  workers_.known.clear();  // a new one
  EXPECT_TRUE(ask().allowed);
  EXPECT_EQ(workers_.asked, 5);
}

TEST_F(RulesTest, HasAWorkerStoppedThatThinksForLongerThanTwoTenthsOfASecond) {
  ask();
  EXPECT_GT(workers_.longest, 0ms);
  EXPECT_LE(workers_.longest, 200ms);
}

TEST_F(RulesTest, RefusesInTheRulesOwnWords) {
  workers_.reply = FakeWorkers::answer(false, "Not on Fridays.", {});
  const auto verdict = ask();
  EXPECT_FALSE(verdict.allowed || verdict.failed);
  EXPECT_EQ(verdict.reason, "Not on Fridays.");
  EXPECT_EQ(verdict.rule, "mine");
}

TEST_F(RulesTest, DoesWhatTheHookSaysWhenARuleFails) {
  workers_.reply = FakeWorkers::answer(true, "", {FakeWorkers::failure()});
  EXPECT_TRUE(ask(kOpen).allowed && ask(kOpen).failed);
  EXPECT_FALSE(ask(kShut).allowed);
  EXPECT_EQ(ask(kShut).rule, "broken");
}

TEST_F(RulesTest, WritesInTheJournalWhichRuleFailedWhereAndHowAndNotItsWords) {
  workers_.reply = FakeWorkers::answer(true, "", {FakeWorkers::failure()});
  testing::internal::CaptureStderr();
  ask(kOpen);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "<3>RULES-001 A rule failed. rule=\"broken\" line=\"7\" hook=\"rooms.may_book\" why=\"it raised an error\" then=\"allowed\"\n");
}

TEST_F(RulesTest, RefusesWhenOneRuleFailsAndAnotherRefuses) {
  workers_.reply = FakeWorkers::answer(false, "Not on Fridays.", {FakeWorkers::failure()});
  EXPECT_FALSE(ask(kOpen).allowed);
}

TEST_F(RulesTest, DoesWhatTheHookSaysWhenNoWorkerAnswers) {
  workers_.dead = true;
  EXPECT_TRUE(ask(kOpen).allowed && ask(kOpen).failed);
  EXPECT_FALSE(ask(kShut).allowed);
}

TEST_F(RulesTest, DoesWhatTheHookSaysWhenAReplyIsNone) {
  workers_.reply = Value::Map{{"allowed", "perhaps"}};
  EXPECT_TRUE(ask(kOpen).allowed && ask(kOpen).failed);
}

TEST_F(RulesTest, LeavesASiteOutForAWhileWhoseRulesHang) {
  workers_.dead = true;
  for (int i = 0; i < 3; ++i) ask();
  EXPECT_EQ(workers_.asked, 3);
  EXPECT_TRUE(ask().failed);
  EXPECT_EQ(workers_.asked, 3);
  workers_.dead = false;
  EXPECT_FALSE(rules_.ask(SiteId::random(), kOpen, Value::Map{}).failed);  // another site's are asked
}

TEST_F(RulesTest, AsksTheNewTextsAfterAFileHasChanged) {
  ask();
  const auto before = workers_.known;
  std::ofstream(school_ / "mine.lua") << "return { changed = true }";
  std::this_thread::sleep_for(2100ms);
  ask();
  EXPECT_EQ(workers_.known.size(), before.size() + 1);
}

}  // namespace
}  // namespace lodge::core
