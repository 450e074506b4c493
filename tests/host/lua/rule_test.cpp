#include "lua/rule.h"

#include "lua/environment.h"
#include "lua/rule_set.h"
#include "lua/rule_settings.h"
#include "lua/rules_role.h"

#include <gmock/gmock.h>
#include <lodge/json.h>

namespace lodge::lua {
namespace {

using testing::HasSubstr;

// A rule whose check has this body.
RuleText rule_that(const std::string& body) {
  return {"mine", "return { hook = 'rooms.may_book', says = 's', check = function(booking, settings) " + body + " end }", {}};
}

// How a rule of one body answers, in words.
std::string answer_of(const std::string& body, const Value& question = Value::Map{}) {
  RuleSet rules({rule_that(body)});
  const auto answer = rules.ask("rooms.may_book", question);
  if (!answer.failures.empty()) return "failed: " + answer.failures[0].why;
  return answer.answer.allowed ? "allowed" : "refused: " + answer.answer.reason;
}

TEST(Rule, AllowsOrRefusesWithItsReason) {
  EXPECT_EQ(answer_of("return true"), "allowed");
  EXPECT_EQ(answer_of("return false, 'Not on Fridays.'"), "refused: Not on Fridays.");
}

TEST(Rule, SeesTheQuestion) {
  const Value question = Value::Map{{"room", Value::Map{{"code", "HALL"}}}, {"starts", 540}, {"roles", Value::List{"teacher", "office"}},
                                    {"half", 0.5}, {"open", true}, {"period", nullptr}};
  EXPECT_EQ(answer_of("return booking.room.code == 'HALL' and booking.starts == 540 and booking.roles[2] == 'office' and "
                      "booking.half == 0.5 and booking.open and booking.period == nil", question), "allowed");
}

TEST(Rule, FailsWhenItsAnswerIsNone) {
  EXPECT_THAT(answer_of(""), HasSubstr("must answer true, or false"));
  EXPECT_THAT(answer_of("return 1"), HasSubstr("must answer true, or false"));
  EXPECT_THAT(answer_of("return nil, 'why'"), HasSubstr("must answer true, or false"));
  EXPECT_THAT(answer_of("return false"), HasSubstr("without a reason"));
  EXPECT_THAT(answer_of("return false, ''"), HasSubstr("without a reason"));
  EXPECT_THAT(answer_of("return false, {}"), HasSubstr("without a reason"));
  EXPECT_THAT(answer_of("return false, ('é'):rep(501)"), HasSubstr("longer than 500"));
  EXPECT_THAT(answer_of("return false, ('é'):rep(500)"), HasSubstr("refused"));
  EXPECT_THAT(answer_of("return false, 'a\\nb'"), HasSubstr("one line"));
  EXPECT_THAT(answer_of("return false, '\\xff'"), HasSubstr("not written in UTF-8"));
  EXPECT_THAT(answer_of("error('\\xff')"), HasSubstr("not written in UTF-8"));
}

TEST(Rule, SaysInWhichLineItFailed) {
  EXPECT_EQ(answer_of("\n\nreturn booking.room.code"), "failed: mine.lua:3: attempt to index a nil value (field 'room')");
  EXPECT_THAT(answer_of("error({})"), HasSubstr("no text"));
}

TEST(Rule, FailsAtEveryQuestionWhenItsFileCannotBeRead) {
  const auto failure_of = [](const std::string& text) {
    return RuleSet({{"mine", text, {}}}).ask("any", Value::Map{}).failures.at(0).why;
  };
  EXPECT_THAT(failure_of("return {\n  hook = }"), HasSubstr("mine.lua:2: "));
  EXPECT_THAT(failure_of("return 1"), HasSubstr("must return a table"));
  EXPECT_THAT(failure_of("return { says = 's', check = function() end }"), HasSubstr("no text named \"hook\""));
  EXPECT_THAT(failure_of("return { hook = 'h', says = 's' }"), HasSubstr("no function named \"check\""));
  EXPECT_THAT(failure_of("return { hook = 'h', says = 's', setings = {}, check = function() end }"), HasSubstr("\"setings\""));
  EXPECT_THAT(failure_of("\x1bLua"), HasSubstr("binary"));
  EXPECT_THAT(failure_of(std::string(70'000, ' ')), HasSubstr("longer than 64 kB"));
  EXPECT_THAT(failure_of("while true do end"), HasSubstr("took too long"));
}

TEST(Rule, RemembersNothingFromOneQuestionToTheNext) {
  RuleSet rules({{"mine", "local n = 0; return { hook = 'h', says = 's', check = function() n = n + 1; string.len = nil; "
                          "math.pi = 4; shared = (shared or 0) + 1; return n == 1 and shared == 1 end }", {}},
                 {"next", "return { hook = 'h', says = 's', check = function() return string.len('abc') == 3 and math.pi < 4 and "
                          "('abc'):len() == 3 and shared == nil end }", {}}});
  for (int i = 0; i < 3; ++i) {
    const auto answer = rules.ask("h", Value::Map{});
    EXPECT_TRUE(answer.answer.allowed && answer.failures.empty());
  }
}

TEST(Rule, CannotChangeTheQuestionForTheNext) {
  RuleSet rules({{"a", "return { hook = 'h', says = 's', check = function(b) b.starts = 1; return true end }", {}},
                 {"b", "return { hook = 'h', says = 's', check = function(b) return b.starts == 540 end }", {}}});
  EXPECT_TRUE(rules.ask("h", Value::Map{{"starts", 540}}).failures.empty());
}

TEST(RuleSet, AsksThoseOfTheHookInTheirOrderUntilOneRefuses) {
  const auto refuses = [](const char* hook, const char* why) {
    return std::string("return { hook = '") + hook + "', says = 's', check = function() return false, '" + why + "' end }";
  };
  RuleSet rules({{"other", refuses("events.may_book", "other"), {}}, {"fails", rule_that("error('no')").text, {}},
                 {"first", refuses("rooms.may_book", "first"), {}}, {"second", refuses("rooms.may_book", "second"), {}}});
  const auto answer = rules.ask("rooms.may_book", Value::Map{});
  EXPECT_EQ(answer.answer.reason, "first");
  EXPECT_EQ(answer.rule, "first");
  ASSERT_EQ(answer.failures.size(), 1U);
  EXPECT_EQ(answer.failures[0].rule, "fails");
}

TEST(RuleSet, GoesOnAfterARuleSpentItsLimit) {
  RuleSet rules({rule_that("if booking.loop then while true do end end return true")});
  EXPECT_EQ(rules.ask("rooms.may_book", Value::Map{{"loop", true}}).failures.size(), 1U);
  EXPECT_TRUE(rules.ask("rooms.may_book", Value::Map{}).failures.empty());
}

// What the worker answers to a question about somebody, when its only rule has this body.
Value failure_in_reply(const std::string& body) {
  RulesRole role;
  const auto rule = rule_that(body);
  const auto reply = role.answer(Value::Map{{"set", "1"}, {"hook", "rooms.may_book"}, {"question", Value::Map{{"person", Value::Map{{"name", "Ann Pargeter"}}}}},
                                            {"rules", Value::List{Value::Map{{"name", rule.name}, {"text", rule.text}}}}});
  EXPECT_FALSE(to_json(reply).contains("Pargeter")) << to_json(reply);
  return reply.at("failures").list()->at(0);
}

TEST(RulesRole, TellsTheHostWhereAndHowARuleFailedAndNotItsWords) {
  const auto raised = failure_in_reply("\nerror(booking.person.name)");
  EXPECT_EQ(raised.integer_or("line"), 2);
  EXPECT_EQ(raised.text_or("kind"), "it raised an error");
  const auto elsewhere = failure_in_reply("error('mine.lua:20091130: ' .. booking.person.name, 0)");
  EXPECT_EQ(elsewhere.integer_or("line"), 0) << "a number of the rule's own is no line";
  EXPECT_THAT(elsewhere.text_or("kind"), HasSubstr("raised an error, or answered neither"));
  EXPECT_THAT(failure_in_reply("while true do end").text_or("kind"), HasSubstr("took too long"));
  EXPECT_EQ(failure_in_reply("end end } error('Ann Pargeter')").text_or("kind"), "it cannot be read");
}

TEST(RuleSettings, AreReadAsTheRulesOwnAreWritten) {
  const Value::Map standard{{"most", 5}, {"strict", false}, {"kind", "hall"}, {"kinds", Value::List{"hall"}}, {"notice", "2 school days"},
                            {"share", 0.5}, {"from", "2026-11-23"}};
  const Value::Map set{{"most", "7"}, {"strict", "yes"}, {"kinds", "ICT, music"}, {"notice", "1 school day"}, {"from", "2027-01-01"}};
  const auto settings = fill_in(standard, set);
  ASSERT_TRUE(settings) << settings.error();
  const Value::Map expected{{"most", 7}, {"strict", true}, {"kind", "hall"}, {"kinds", Value::List{"ICT", "music"}}, {"notice", 1},
                            {"share", 0.5}, {"from", "2027-01-01"}};
  EXPECT_EQ(*settings, expected);
}

TEST(RuleSettings, RefuseWhatTheRuleDoesNotUnderstand) {
  const Value::Map standard{{"most", 5}, {"notice", "2 school days"}};
  EXPECT_THAT(fill_in(standard, {{"mots", "5"}}).error(), HasSubstr("no setting named \"mots\""));
  EXPECT_THAT(fill_in(standard, {{"most", "five"}}).error(), HasSubstr("a whole number"));
  EXPECT_THAT(fill_in(standard, {{"notice", "2 weeks"}}).error(), HasSubstr("\"2 school days\""));
  EXPECT_THAT(fill_in(standard, {{"notice", "2"}}).error(), HasSubstr("\"2 school days\""));
}

TEST(RuleSettings, ReachTheRule) {
  RuleText text{"mine", "return { hook = 'h', says = 's', settings = { most = 5 }, check = function(b, s) return false, 'at most ' .. s.most end }",
                {{"most", "3"}}};
  EXPECT_EQ(RuleSet({text}).ask("h", Value::Map{}).answer.reason, "at most 3");
}

}  // namespace
}  // namespace lodge::lua
