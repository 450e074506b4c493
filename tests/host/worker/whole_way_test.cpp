// A question's whole way: the school's folder, the service, the pool, the real worker, the shipped rule, and back.
#include "core/rules/questions.h"
#include "core/rules/rules.h"
#include "host/worker/pools.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace lodge::worker {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kScripts = fs::path(LODGE_SOURCE_DIR) / "scripts";
constexpr Hook kMayBook{"rooms.may_book", Hook::WhenItFails::allow};

Value booking_the_hall(int days_ahead) {
  return Value::Map{{"actor", Value::Map{{"roles", Value::List{"teacher"}}, {"bookings_this_week", 0}}},
                    {"room", Value::Map{{"code", "HALL"}, {"name", "The hall"}, {"kind", "hall"}}},
                    {"day", Value::Map{{"date", "2026-11-26"}, {"days_ahead", days_ahead}}}};
}

class WholeWay : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = "/tmp/lodge-rules-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    school_ = name;
    std::ofstream(school_ / "rules.conf") << "hall_notice = on\nhall_notice.notice = 3 school days\n";
  }
  void TearDown() override { fs::remove_all(school_); }

  Verdict ask(const Value& question) { return rules_.ask(site_, kMayBook, question); }

  fs::path school_;
  Pool pool_{pool_of_rules()};
  SiteId site_ = SiteId::random();
  core::RulesService rules_{pool_, [this](SiteId) { return core::RuleFolders{kScripts / "rules", school_}; }};
};

TEST_F(WholeWay, RefusesInTheSchoolsOwnWords) {
  EXPECT_TRUE(ask(booking_the_hall(3)).allowed);
  const auto verdict = ask(booking_the_hall(2));
  EXPECT_FALSE(verdict.allowed);
  EXPECT_EQ(verdict.reason, "The hall needs 3 school days' notice, so that it can be set out. Please ask the office.");
  EXPECT_EQ(verdict.rule, "hall_notice");
}

TEST_F(WholeWay, AllowsTheBookingWhenTheSchoolsRuleFails) {
  std::ofstream(school_ / "mine.lua") << "return { hook = 'rooms.may_book', says = 's', check = function(b) return b.no.such.thing end }";
  const auto verdict = ask(booking_the_hall(5));
  EXPECT_TRUE(verdict.allowed && verdict.failed);
  EXPECT_EQ(verdict.rule, "mine");
}

TEST_F(WholeWay, ChecksAndTestsAFileInTheWorker) {
  const auto rule = core::read_rule(kScripts / "rules/rooms/hall_notice.lua");
  ASSERT_TRUE(rule) << rule.error();
  EXPECT_TRUE(core::check_rule(pool_, *rule).empty());
  const auto results = core::run_rule_tests(pool_, *rule, *core::read_text(kScripts / "tests/rooms/hall_notice_test.lua"),
                                            *core::read_text(kScripts / "lib/samples.lua"));
  EXPECT_GE(results.size(), 5U);
  for (const auto& result : results) EXPECT_TRUE(result.passed) << result.name << ": " << result.why;
  core::RuleFile broken{"broken", {}, "return {\n  hook = \n}", {}};
  const auto faults = core::check_rule(pool_, broken);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].line, 3);
}

}  // namespace
}  // namespace lodge::worker
