// What comes free is the line's first, however it came free; the office and programs stand in it, too.
#include "plugins/parents_evening/full_teacher.h"

#include "keep_needs.h"
#include "lengths.h"

#include <gmock/gmock.h>
#include <lodge/json.h>

#include <barrier>
#include <thread>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class TheLine : public AFullTeacher {
 protected:
  Response ask(const Actor& actor, Method method, const std::string& rest, const std::string& json, const std::string& query = {}) {
    auto request = school_.request(actor, "/api/v1/evenings/" + school_.evening.text() + "/waiting" + rest);
    request.method = method;
    request.json = *parse_json(json);
    if (!query.empty()) request.query.add("household", query);
    return school_.serve(std::move(request));
  }
};

/// What comes free is the line's before anybody has looked after the line.
TEST_P(TheLine, HasWhatComesFreeBeforeAnybodyLookedAfterIt) {
  act(school_.ann, "join", maya_);
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken_)) << "and nobody serves the line";
  const auto wish = [&](HouseholdId household, StudentId student) { return school_.basket(household, {school_.choice(student, school_.lowther, 0)}); };
  for (const auto& actor : {school_.parent(school_.jo), school_.office(), school_.teacher(school_.lowther)}) {
    const auto booked = appointments_.book(actor, wish(school_.coles, school_.sam));
    ASSERT_FALSE(booked);
    EXPECT_EQ(booked.error().front().why, Why::taken);
  }
  EXPECT_FALSE(appointments_.hold(school_.parent(school_.tom), wish(school_.toms, school_.maya), school_.clock.instant + 5min));
  school_.wait(1s);
  EXPECT_EQ(list_.join(school_.parent(school_.tom), school_.evening, school_.toms, maya_), Joined::in_line) << "it is not free";
  EXPECT_THAT(page(school_.jo, "?more=1"), HasSubstr(here("/waiting?whom=" + text(sam_))));
  EXPECT_FALSE(appointments_.book(school_.parent(school_.tom), wish(school_.toms, school_.maya))) << "she is before him";
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
}

TEST_P(TheLine, HasWhatTheSchoolAddsAndNoMore) {
  act(school_.ann, "join", maya_);
  const auto elsewhere = appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.leo, school_.okafor, 2)}));
  ASSERT_TRUE(elsewhere);
  set_slots(school_.lowther, 3);
  const auto book = [&](int slot) { return appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, slot)})); };
  EXPECT_FALSE(book(1)) << "Ann has not been asked yet";
  EXPECT_TRUE(book(2)) << "then she is with Ms Okafor";
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(TheLine, IsNotGotRoundByMovingAnAppointment) {
  set_slots(school_.lowther, 2);
  const auto toms = appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, 1)}));
  ASSERT_TRUE(toms);
  act(school_.ann, "join", maya_);
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken_));
  const auto moved = appointments_.move(school_.parent(school_.tom), toms->front().booking, school_.desk(school_.lowther).id, 0);
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().front().why, Why::taken);
}

TEST_P(TheLine, HasWhatAHoldLeavesWhenItRunsOut) {
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken_));
  const auto basket = school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 0)});
  ASSERT_TRUE(appointments_.hold(school_.parent(school_.jo), basket, school_.clock.instant + 5min));
  act(school_.ann, "join", maya_);
  const auto seen = seen_holds(of(school_.coles));
  school_.wait(6min);
  EXPECT_FALSE(appointments_.confirm(school_.parent(school_.jo), school_.evening, school_.coles, seen)) << "it ran out, and somebody waits";
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(TheLine, KeepsNothingForWhomTheSchoolsRuleRefuses) {
  act(school_.ann, "join", maya_);
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken_));
  school_.rules.answer = [](const Value&) { return Verdict{.allowed = false, .reason = "Not this week.", .rule = {}}; };
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
  EXPECT_EQ(told(school_.ann, "waited"), 1);
  school_.rules.answer = {};
  EXPECT_TRUE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, 0)})));
}

TEST_P(TheLine, KeepsNothingForWhomItCannotBeOffered) {
  act(school_.ann, "join", maya_);
  auto reached = school_.desk(school_.okafor);
  reached.step_free = true;
  school_.store.database().write([&](Transaction& transaction) { update(transaction, reached); });
  school_.change([](Evening&) {});
  const auto known = appointments_.know(school_.parent(school_.ann), school_.evening, school_.anns);
  const Needs needs{.step_free = true};
  const auto sealed = sealed_needs(*school_.kernel, school_.parent(school_.ann).person, known->situation, needs);
  school_.store.database().write([&](Transaction& transaction) { keep_needs(*school_.kernel, transaction, school_.parent(school_.ann), known->situation, needs, sealed); });
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken_));
  EXPECT_TRUE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, 0)})))
      << "there are steps on Ann's way to Mr Lowther";
}

TEST_P(TheLine, LosesNothingInARace) {
  for (int round = 0; round < 5; ++round) {
    act(school_.ann, "join", maya_);
    std::barrier begin(2);
    std::thread stranger([&] {
      begin.arrive_and_wait();
      for (int attempt = 0; attempt < 20; ++attempt) {
        EXPECT_FALSE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, 0)})));
      }
    });
    begin.arrive_and_wait();
    EXPECT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken_));
    serve();
    stranger.join();
    ASSERT_TRUE(list_.take(school_.parent(school_.ann), school_.evening, school_.anns, maya_));
    ASSERT_TRUE(appointments_.cancel(school_.parent(school_.ann), of(school_.anns).front().booking));
    taken_ = appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 0)}))->front().booking;
  }
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(TheLine, IsJudgedByTheLengthThatAFamilyNeeds) {
  school_.store.database().write([&](Transaction& transaction) { lengthen(transaction, school_.evening, school_.anns, 2); });
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.anns, maya_), Joined::not_yours) << "one slot is all there is";
  set_slots(school_.lowther, 4);
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.anns, maya_), Joined::free_now);
  ASSERT_TRUE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, 2)})));
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.anns, maya_), Joined::in_line) << "one slot is free here and there";
}

TEST_P(TheLine, TakesAFamilyThatTelephones) {
  act(school_.tom, "join", maya_);
  school_.wait(1s);
  const auto office = school_.office();
  const auto card = admin("/families/" + school_.anns.text());
  EXPECT_THAT(school_.get(office, card).body, AllOf(HasSubstr("no time is left"), HasSubstr("Put into line")));
  Fields form;
  form.add("household", school_.anns.text());
  form.add("join", text(maya_));
  ASSERT_EQ(school_.post(office, admin("/waiting"), form).status, 303);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting) << "in the name of whoever answers for the family";
  EXPECT_THAT(school_.get(office, card).body, HasSubstr("the family is in line"));
  const auto line = school_.get(office, admin("/waiting")).body;
  EXPECT_LT(line.find("Tom Birch"), line.find("Ann Reed"));
  EXPECT_THAT(line, AllOf(HasSubstr(">1.<"), HasSubstr(">2.<")));
  Fields free;
  free.add("household", school_.anns.text());
  free.add("join", text(Whom{school_.maya, school_.zajac}));
  const auto refused = school_.post(office, admin("/waiting"), free);
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("A time is free for this family now: book it."));
  cancel(school_.jo, taken_);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::offered) << "the office puts nobody before anybody";
}

TEST_P(TheLine, IsOpenToPrograms) {
  const auto ann = school_.parent(school_.ann), tom = school_.parent(school_.tom);
  const auto whom = R"({"student":")" + school_.maya.text() + R"(","teacher":")" + school_.lowther.text() + R"("})";
  EXPECT_THAT(ask(ann, Method::get, "", "{}").body, HasSubstr("\"items\":[]"));
  EXPECT_EQ(ask(ann, Method::post, "", "{}").status, 400);
  EXPECT_EQ(ask(ann, Method::post, "", whom).status, 201);
  school_.wait(1s);
  const auto second = ask(tom, Method::post, "", whom);
  EXPECT_THAT(second.body, AllOf(HasSubstr("\"families_before\":1"), HasSubstr("\"offer\":null")));
  const auto free = R"({"student":")" + school_.maya.text() + R"(","teacher":")" + school_.zajac.text() + R"("})";
  EXPECT_THAT(ask(ann, Method::post, "", free).body, HasSubstr("free-now"));
  EXPECT_EQ(ask(ann, Method::post, "/" + text(maya_) + "/appointment", "{}").status, 409) << "nothing is offered yet";
  cancel(school_.jo, taken_);
  EXPECT_THAT(ask(ann, Method::get, "", "{}").body, AllOf(HasSubstr("\"state\":\"offered\""), HasSubstr("\"offered_until\":\"2026-11-03T14:00")));
  const auto toms = ask(tom, Method::get, "", "{}").body;
  EXPECT_THAT(toms, AllOf(HasSubstr("\"waiting\""), HasSubstr("\"families_before\":0"), Not(HasSubstr(school_.anns.text())), Not(HasSubstr(school_.ann.text()))));
  EXPECT_EQ(ask(tom, Method::get, "", "{}", school_.anns.text()).status, 404) << "another family's";
  EXPECT_THAT(ask(school_.office(), Method::get, "", "{}", school_.anns.text()).body, HasSubstr("offered"));
  EXPECT_EQ(ask(tom, Method::post, "/" + text(maya_) + "/appointment", "{}").status, 409);
  const auto taken = ask(ann, Method::post, "/" + text(maya_) + "/appointment", "{}");
  EXPECT_EQ(taken.status, 201);
  EXPECT_EQ(ask(ann, Method::post, "/" + text(maya_) + "/appointment", "{}").body, taken.body) << "a request that comes again";
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::booked);
  EXPECT_EQ(ask(tom, Method::del, "/" + text(maya_), "{}").status, 200);
  EXPECT_EQ(ask(tom, Method::del, "/" + text(maya_), "{}").status, 404);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::left);
}

TEST_P(TheLine, TellsNoProgramOfATimeThatStayedWithTheOtherAtASplit) {
  cancel(school_.jo, taken_);
  const auto anns = appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.lowther, 0)}));
  ASSERT_TRUE(anns);
  act(school_.kim, "join", sam_);
  cancel(school_.ann, anns->front().booking);
  const auto kim = school_.parent(school_.kim);
  const auto take = [&] { return ask(kim, Method::post, "/" + text(sam_) + "/appointment", "{}"); };
  ASSERT_EQ(take().status, 201);
  EXPECT_EQ(take().status, 201) << "a request that comes again";
  school_.people([&](core::DirectoryRows& rows) { rows.households[school_.kim] = HouseholdId::random(); });
  ASSERT_EQ(of(school_.coles).size(), 1U) << "Jo keeps it";
  const auto again = take();
  EXPECT_EQ(again.status, 404);
  EXPECT_THAT(again.body, Not(HasSubstr(of(school_.coles).front().booking.text())));
}

LODGE_ON_BOTH_ENGINES(TheLine);

}  // namespace
}  // namespace lodge::parents_evening
