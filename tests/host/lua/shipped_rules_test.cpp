// The rules that come with Lodge, by their own tests in Lua.
#include "lua/rule_test.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace lodge::lua {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kScripts = fs::path(LODGE_SOURCE_DIR) / "scripts";

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string samples() { return text_of(kScripts / "lib/samples.lua"); }

TEST(ShippedRules, HaveNoFaultsAndPassTheirTests) {
  int rules = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kScripts / "rules")) {
    if (entry.path().extension() != ".lua") continue;
    ++rules;
    const RuleText rule{entry.path().stem(), text_of(entry.path()), {}};
    for (const auto& fault : check_rule(rule)) ADD_FAILURE() << rule.name << ":" << fault.line << ": " << fault.why;
    const auto module = entry.path().parent_path().filename();
    const auto results = run_rule_tests(rule, text_of(kScripts / "tests" / module / (rule.name + "_test.lua")), samples());
    EXPECT_GE(results.size(), 3U) << rule.name << " has too few tests";
    for (const auto& result : results) EXPECT_TRUE(result.passed) << rule.name << ": " << result.name << ": " << result.why;
  }
  EXPECT_GE(rules, 3);
}

const RuleText kNever{"never", "return { hook = 'rooms.may_book', says = 's', check = function() return false, 'Never.' end }", {}};

TEST(RuleTests, SayWhichTestFailedWhereAndWhy) {
  const auto results = run_rule_tests(kNever, "test('is open', function()\n  allows(question {})\nend)\n"
                                              "test('is shut', function() refuses(question {}, 'Never') end)\n"
                                              "test('has other words', function() refuses(question {}, 'Sometimes') end)", samples());
  ASSERT_EQ(results.size(), 3U);
  EXPECT_FALSE(results[0].passed);
  EXPECT_EQ(results[0].why, "never_test.lua:2: it was refused: Never.");
  EXPECT_TRUE(results[1].passed);
  EXPECT_THAT(results[2].why, HasSubstr("other words: Never."));
}

TEST(RuleTests, SayWhenTheFileOfTestsCannotBeRun) {
  const auto results = run_rule_tests(kNever, "test('broken' function", samples());
  ASSERT_EQ(results.size(), 1U);
  EXPECT_THAT(results[0].why, HasSubstr("never_test.lua:1: "));
}

TEST(RuleTests, FailWhenTheRuleFails) {
  const RuleText fails{"fails", "return { hook = 'rooms.may_book', says = 's', check = function(b) return b.nothing.there end }", {}};
  const auto results = run_rule_tests(fails, "test('is asked', function() refuses(question {}) end)", samples());
  ASSERT_EQ(results.size(), 1U);
  EXPECT_THAT(results[0].why, HasSubstr("fails.lua:1: attempt to index a nil value"));
}

TEST(CheckRule, NamesTheLineOfAFault) {
  const auto faults = check_rule({"mine", "return {\n  hook = 'h',\n  says 's'\n}", {}});
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].line, 3);
  EXPECT_THAT(faults[0].why, HasSubstr("'says'"));
  EXPECT_TRUE(check_rule(kNever).empty());
}

}  // namespace
}  // namespace lodge::lua
