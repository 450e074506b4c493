// The school changes its evening, and a time that is held for a family in line changes with it: the family reads of it, once.
#include "plugins/parents_evening/acts.h"
#include "plugins/parents_evening/full_teacher.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Ann is offered the one time that Mr Lowther has.
class AnOffer : public AFullTeacher {
 protected:
  void SetUp() override {
    AFullTeacher::SetUp();
    act(school_.ann, "join", maya_);
    cancel(school_.jo, taken_);
    ASSERT_EQ(state(school_.ann, maya_), WaitingState::offered);
    school_.outbox.posted.clear();
  }
  Act a_break() const {
    Act act{.after = *school_.plan()};
    desk_in(act.after, school_.lowther).breaks = {0};
    return act;
  }
  Outcome done(const Act& act) {
    auto outcome = setup_.apply(school_.office(), act);
    EXPECT_TRUE(outcome);
    EXPECT_THAT(school_.faults(), IsEmpty());
    serve();
    EXPECT_EQ(told(school_.ann, "offer"), 0) << "a second message";
    EXPECT_THAT(school_.faults(), IsEmpty());
    return outcome.value_or(Outcome{});
  }
  /// Ann needs a way without steps; there is one to Mr Lowther on the first date and none on the second.
  void reach_only_the_first_of_two_dates() {
    ASSERT_EQ(post(school_.ann, "/needs", {{"step_free", "yes"}}).status, 303);
    Act more{.after = *school_.plan()};
    desk_in(more.after, school_.lowther).step_free = true;
    more.after.dates.push_back(a_week_later(school_, more.after));
    seat_everybody(more.after, *school_.directory.people(school_.site), more.after.dates.back().id);
    done(more);
    school_.outbox.posted.clear();
  }
  /// What becomes of it where Mr Lowther's desk has these breaks, of five times.
  std::optional<Appointment> where(std::vector<int> breaks, int slots, const Needs& needs, std::map<HouseholdId, int> lengths, std::vector<Interpreter> interpreters = {}) {
    auto offer = of(school_.anns).front();
    auto plan = *school_.plan();
    auto& desk = desk_in(plan, school_.lowther);
    offer.slots = slots;
    offer.when = desk.when(offer.slot, slots);
    plan.interpreters = std::move(interpreters);
    auto after = plan;
    desk_in(after, school_.lowther).breaks = std::move(breaks);
    const School school{*school_.directory.people(school_.site), *school_.kernel->rooms.rooms(school_.site), {{school_.anns, needs}}, std::move(lengths)};
    return fates(plan, after, {}, school, {offer}, school_.clock.now()).front().after;
  }
  Response asked(const std::string& rest, Pairs pairs) {
    Fields form;
    form.add("version", std::to_string(school_.plan()->evening.version));
    for (const auto& [name, value] : pairs) form.add(name, value);
    return school_.post(school_.office(), admin(rest), form);
  }

  EveningSetup setup_{*school_.kernel, plans_};
};

TEST_P(AnOffer, IsNotTakenBackWithoutAWordAndThePlaceInLineStays) {
  EXPECT_EQ(done(a_break()).families(), 1U);
  EXPECT_EQ(told(school_.ann, "rearranged"), 1);
  const auto message = school_.told(0);
  EXPECT_THAT(message, AllOf(HasSubstr("Changed: Autumn parents"), HasSubstr("This time is not held for you any more:"), HasSubstr("Mr Lowther"), HasSubstr("To see your place in line:")));
  EXPECT_THAT(message, AllOf(Not(HasSubstr("choose another time")), Not(HasSubstr("held for you now"))));
  EXPECT_THAT(school_.told(0, "pl"), Not(HasSubstr("not held")));
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting);
  EXPECT_THAT(page(school_.ann), HasSubstr("You are next in line."));
  school_.outbox.posted.clear();
  Act again{.after = *school_.plan()};
  desk_in(again.after, school_.lowther).breaks.clear();
  ASSERT_TRUE(setup_.apply(school_.office(), again));
  serve();
  EXPECT_EQ(told(school_.ann, "offer"), 1) << "it is free again";
}

TEST_P(AnOffer, IsShownToTheOfficeBeforeItChanges) {
  const auto before = school_.plan()->evening.version;
  const auto seen = asked("/shift", {{"date", school_.plan()->dates.front().id.text()}, {"minutes", "15"}}).body;
  EXPECT_THAT(seen, AllOf(HasSubstr("1 family is touched"), HasSubstr("Ann Reed"), HasSubstr("held for a family that stands in line")));
  EXPECT_EQ(school_.plan()->evening.version, before);
}

TEST_P(AnOffer, MovesWithTheEveningInTheOneMessage) {
  ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 3)})));
  school_.outbox.posted.clear();
  const auto was = of(school_.anns).front();
  ASSERT_TRUE(was.is_offer());
  done(later(*school_.plan(), 15min));
  EXPECT_EQ(told(school_.ann, "rearranged"), 1);
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("This is how your appointments stand now:"), HasSubstr("This time is held for you now, and not booked yet:"), HasSubstr("4:15 to 4:25 pm"),
                                     HasSubstr("Say yes or no until Tuesday 3 November, 2:00 pm"), Not(HasSubstr("any more"))));
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  const auto now = of(school_.anns).front();
  EXPECT_EQ(now.when.starts(), was.when.starts() + 15min);
  ASSERT_EQ(act(school_.ann, "take", maya_).headers.front().second, here("/booked?done=booked"));
  EXPECT_THAT(of(school_.anns), SizeIs(2));
}

TEST_P(AnOffer, GoesToAnotherTimeWhereItsOwnIsGone) {
  set_slots(school_.lowther, 3);
  auto act = a_break();
  act.move.cancels = true;  // what is booked is given back, and not what is promised to the line
  ASSERT_TRUE(appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 1)})));
  school_.outbox.posted.clear();
  school_.wait(2h);
  done(act);
  EXPECT_EQ(told(school_.ann, "rearranged"), 1);
  EXPECT_EQ(told(school_.jo, "rearranged"), 0);
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("held for you now"), HasSubstr("4:20 to 4:30 pm"), HasSubstr("until Tuesday 3 November, 4:00 pm")));
  ASSERT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_EQ(of(school_.anns).front().slot, 2);
}

TEST_P(AnOffer, StaysAsItIsWhereTheEveningBeginsEarlier) {
  const auto was = of(school_.anns).front();
  Act act{.after = *school_.plan()};
  auto date = act.after.dates.front();
  date.from -= 10min;
  date.when = *Interval::make(date.when.starts() - 10min, date.when.ends());
  replace_date(act.after, date);
  done(act);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  const auto now = of(school_.anns).front();
  EXPECT_EQ(now.slot, was.slot + 1);
  EXPECT_EQ(now.when, was.when);
  EXPECT_EQ(now.booking, was.booking) << "what was written of it speaks of it still";
  EXPECT_EQ(now.held_until, was.held_until);
}

TEST_P(AnOffer, GoesToNoDeskThatTheFamilyDoesNotReach) {
  reach_only_the_first_of_two_dates();
  Act act{.after = *school_.plan()};
  const auto desk = std::ranges::find_if(act.after.desks, [&](const Desk& one) { return one.has(school_.lowther) && one.step_free; });
  desk->breaks = {0};
  done(act);
  EXPECT_EQ(told(school_.ann, "rearranged"), 1);
  EXPECT_THAT(school_.told(0), HasSubstr("This time is not held for you any more:"));
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting);
}

TEST_P(AnOffer, LeavesADeskThatTheFamilyDoesNotReachAnyMore) {
  reach_only_the_first_of_two_dates();
  Act act{.after = *school_.plan()};
  const auto first = act.after.dates.front().id;
  for (auto& desk : act.after.desks) desk.step_free = desk.has(school_.lowther) && desk.date != first;
  done(act);
  EXPECT_EQ(told(school_.ann, "rearranged"), 1);
  for (const auto& one : of(school_.anns)) EXPECT_NE(one.date, first);
}

TEST_P(AnOffer, IsNotShortenedBelowWhatTheFamilyNeeds) {
  set_slots(school_.lowther, 5);
  const auto shorter = where({1, 3}, 2, {}, {});
  ASSERT_TRUE(shorter);
  EXPECT_EQ(shorter->slots, 1) << "nobody needs two any more";
  EXPECT_FALSE(where({1, 3}, 2, {}, {{school_.anns, 2}}));
}

TEST_P(AnOffer, GoesWhereSomebodyInterprets) {
  set_slots(school_.lowther, 5);
  auto plan = *school_.plan();
  const auto& desk = desk_in(plan, school_.lowther);
  Interpreter iga{.id = InterpreterId::random(), .teacher = {}, .author = school_.office().person, .languages = "Polish"};
  iga.times.push_back({desk.date, desk.when(3, 2), std::nullopt});
  EXPECT_EQ(where({0}, 1, {}, {}, {iga})->slot, 1);
  const auto interpreted = where({0}, 1, {.interpreter = "Polish"}, {}, {iga});
  ASSERT_TRUE(interpreted);
  EXPECT_EQ(interpreted->slot, 3);
  EXPECT_EQ(interpreted->interpreter, iga.id);
}

TEST_P(AnOffer, IsLostWithThePlaceInLineInOneMessage) {
  Act act{.after = *school_.plan(), .cause = Cause::away, .teacher = school_.lowther};
  desk_in(act.after, school_.lowther).away = true;
  EXPECT_EQ(done(act).families(), 1U);
  EXPECT_EQ(told(school_.ann, "waited"), 1);
  EXPECT_EQ(told(school_.ann, "rearranged"), 0);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
}

TEST_P(AnOffer, StaysWithTheColleagueWhoKeepsTheDesk) {
  Act joint{.after = *school_.plan()};
  auto& others = desk_in(joint.after, school_.okafor);
  others.teachers.clear();
  others.away = true;
  desk_in(joint.after, school_.lowther).teachers.push_back({school_.okafor, {}});
  done(joint);
  EXPECT_EQ(told(school_.ann, "rearranged"), 1) << "two sit there now";
  school_.outbox.posted.clear();
  Act alone{.after = *school_.plan(), .cause = Cause::away, .teacher = school_.lowther};
  std::erase_if(desk_in(alone.after, school_.lowther).teachers, [&](const DeskTeacher& one) { return one.teacher == school_.lowther; });
  done(alone);
  EXPECT_EQ(told(school_.ann, "rearranged"), 1);
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("held for you now"), HasSubstr("Ms Okafor")));
  const Whom there{school_.maya, school_.okafor};
  EXPECT_EQ(state(school_.ann, there), WaitingState::offered);
  ASSERT_EQ(act(school_.ann, "take", there).headers.front().second, here("/booked?done=booked"));
}

TEST_P(AnOffer, IsNotSpokenOfToWhoMayNotBookAboutTheChildAnyMore) {
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::none; });
  done(a_break());
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

LODGE_ON_BOTH_ENGINES(AnOffer);

}  // namespace
}  // namespace lodge::parents_evening
