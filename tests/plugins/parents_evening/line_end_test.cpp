// A family waits for nobody any more from the act on that uninvites it, or that leaves it nobody to wait for.
#include "plugins/parents_evening/acts.h"
#include "plugins/parents_evening/full_teacher.h"

#include "core/directory/people.h"

#include <gmock/gmock.h>
#include <lodge/parents.h>

#include <utility>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class TheEndOfALine : public AFullTeacher {
 protected:
  Act only_year_7() const {
    Act act{.after = *school_.plan(), .cause = Cause::audience};
    act.after.audience.year_groups = {7};
    return act;
  }
  std::vector<std::string> rule(StudentId student, ContactRule rule) {
    const auto before = school_.directory.whole;
    school_.people([&](core::DirectoryRows& rows) { rows.rules[student] = rule; });
    const auto after = std::exchange(school_.directory.whole, before);
    const auto actor = school_.office();
    const FamiliesChange change{actor, *before, *after, school_.languages.choose("en", ""), {student}, {}, {}, {}};
    auto done = school_.store.database().write([&](Transaction& t) { return school_.module->families_changed(t, change); });
    school_.directory.whole = after;
    return done;
  }
  /// Mr Lowther is ill: his desks of these dates are away.
  Act ill(std::initializer_list<std::size_t> dates = {0}) const {
    Act act{.after = *school_.plan(), .cause = Cause::away, .teacher = school_.lowther};
    for (const auto nth : dates) {
      for (auto& desk : act.after.desks) desk.away = desk.away || (desk.has(school_.lowther) && desk.date == act.after.dates.at(nth).id);
    }
    return act;
  }
  /// One of them leaves the own desk of the first date, and the other has company from then on.
  void sit_together(TeacherId who, TeacherId with) {
    Act act{.after = *school_.plan()};
    const auto first = [&](TeacherId teacher) -> Desk& { return *std::ranges::find(act.after.desks, school_.desk(teacher).id, &Desk::id); };
    auto& own = first(who);
    auto& joint = first(with);
    own.teachers.clear();
    own.away = true;
    joint.teachers.push_back({who, {}});
    ASSERT_TRUE(setup_.apply(school_.office(), act));
    school_.outbox.posted.clear();
  }
  Act ill_at_joint_desk() const {
    Act act{.after = *school_.plan(), .cause = Cause::away, .teacher = school_.lowther};
    const auto desk = std::ranges::find_if(act.after.desks, [&](const Desk& one) { return one.has(school_.lowther) && one.teachers.size() > 1; });
    std::erase_if(desk->teachers, [&](const DeskTeacher& one) { return one.teacher == school_.lowther; });
    return act;
  }
  void add_a_week_later() {
    Act act{.after = *school_.plan()};
    act.after.dates.push_back(a_week_later(school_, act.after));
    seat_everybody(act.after, *school_.directory.people(school_.site), act.after.dates.back().id);
    ASSERT_TRUE(setup_.apply(school_.office(), act));
    school_.outbox.posted.clear();
  }

  std::string title() const { return school_.plan()->evening.title; }
  std::string html(std::size_t which) {
    const auto& say = school_.languages.choose("en", "");
    return school_.frame->part(say, "parents_evening/notices/rearranged", school_.module->render(school_.outbox.posted.at(which), say).values);
  }

  EveningSetup setup_{*school_.kernel, plans_};
};

TEST_P(TheEndOfALine, IsTheActThatInvitesAFamilyNoMore) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 0)})));
  school_.outbox.posted.clear();
  const auto outcome = setup_.apply(school_.office(), only_year_7());
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->out_of_line.size(), 2U);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::closed);
  EXPECT_EQ(told(school_.tom, "waited"), 1);
  EXPECT_EQ(told(school_.ann, "rearranged"), 1);
  EXPECT_EQ(told(school_.ann, "waited"), 0) << "one message each";
  const auto anns = std::ranges::find(school_.outbox.posted, same_person<PersonId>(school_.ann), &QueuedMessage::recipient);
  const auto which = static_cast<std::size_t>(anns - school_.outbox.posted.begin());
  EXPECT_THAT(school_.told(which), HasSubstr("\nWe have no time to offer you at " + title() + " with:\n\nMr Lowther\n"));
  EXPECT_THAT(school_.told(which, "pl"), HasSubstr("nie mamy dla Państwa wolnego terminu u:\n\nMr Lowther\n"));
  EXPECT_THAT(html(which), HasSubstr("<strong><bdi>Mr Lowther</bdi></strong>"));
  serve();
  EXPECT_EQ(told(school_.tom, "waited"), 1);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(TheEndOfALine, TakesBackWhatWasOffered) {
  act(school_.ann, "join", maya_);
  cancel(school_.jo, taken_);
  ASSERT_EQ(state(school_.ann, maya_), WaitingState::offered);
  ASSERT_TRUE(setup_.apply(school_.office(), only_year_7()));
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
  EXPECT_THAT(of(school_.anns), IsEmpty());
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(TheEndOfALine, IsShownToTheOfficeFirst) {
  act(school_.tom, "join", maya_);
  Fields form;
  form.add("version", std::to_string(school_.plan()->evening.version));
  form.add("year_group", "7");
  form.add("class_teachers", "yes");
  const auto seen = school_.post(school_.office(), admin("/who"), form);
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body, HasSubstr("1 of them stands in line for somebody whom it cannot see then."));
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::waiting);
}

TEST_P(TheEndOfALine, IsTheRuleThatShutsAHouseholdOutWithoutAWordToIt) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  EXPECT_THAT(rule(school_.maya, ContactRule::none), Contains(HasSubstr("Tom Birch waits no more for Mr Lowther about Maya Reed.")));
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::closed);
  serve();
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(TheEndOfALine, IsTheTeacherWhoCannotCome) {
  act(school_.ann, "join", maya_);
  EXPECT_THAT(page(school_.ann), HasSubstr("You are next in line."));
  const auto outcome = setup_.apply(school_.office(), ill());
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->families(), 2U) << "the Coles, who had the time, and Ann, who waited for one";
  EXPECT_EQ(told(school_.ann, "waited"), 1);
  EXPECT_EQ(told(school_.jo, "rearranged"), 1);
  EXPECT_THAT(page(school_.ann), AllOf(HasSubstr("No time came free for you."), Not(HasSubstr("next in line"))));
  school_.clock.instant = *school_.plan()->evening.closes_at;
  serve();
  EXPECT_EQ(told(school_.ann, "waited"), 1);
}

TEST_P(TheEndOfALine, IsTheLastDateOnWhichTheTeacherSits) {
  act(school_.ann, "join", maya_);
  add_a_week_later();
  ASSERT_TRUE(setup_.apply(school_.office(), ill({0})));
  EXPECT_EQ(told(school_.ann, "waited"), 0) << "he comes a week later";
  EXPECT_NE(state(school_.ann, maya_), WaitingState::closed);
  Act off{.after = *school_.plan(), .cause = Cause::other_date};
  off.after.dates.back().called_off = true;
  for (auto& desk : off.after.desks) {
    if (desk.date == off.after.dates.back().id) desk.away = desk.away_with_date = true;
  }
  ASSERT_TRUE(setup_.apply(school_.office(), off));
  EXPECT_EQ(told(school_.ann, "waited"), 1);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
}

TEST_P(TheEndOfALine, IsNotTheIllnessOfOneWhoseColleagueKeepsTheDesk) {
  sit_together(school_.okafor, school_.lowther);
  act(school_.ann, "join", maya_);
  ASSERT_EQ(state(school_.ann, maya_), WaitingState::waiting);
  school_.outbox.posted.clear();
  const auto outcome = setup_.apply(school_.office(), ill_at_joint_desk());
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->out_of_line.empty());
  EXPECT_EQ(told(school_.ann, "waited"), 0);
}

TEST_P(TheEndOfALine, IsTheIllnessOfOneWhoseColleagueTheFamilySeesAnyhow) {
  add_a_week_later();  // each alone
  sit_together(school_.okafor, school_.lowther);
  ASSERT_TRUE(setup_.apply(school_.office(), ill({1})));
  const auto plan = school_.plan();
  const auto desks = plan->desks_of(school_.okafor);
  const auto* desk = *std::ranges::find(desks, plan->dates.at(1).id, &Desk::date);
  ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {{school_.maya, school_.okafor, desk->id, 3, 1, ""}})));
  act(school_.ann, "join", maya_);
  ASSERT_EQ(state(school_.ann, maya_), WaitingState::waiting);
  school_.outbox.posted.clear();
  ASSERT_TRUE(setup_.apply(school_.office(), ill_at_joint_desk()));
  serve();
  EXPECT_EQ(told(school_.ann, "waited"), 1);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
}

TEST_P(TheEndOfALine, IsTheColleagueTheFamilySeesWhoTheTeacherSitsDownWith) {
  ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 3)})));
  ASSERT_TRUE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.okafor, 4)})));
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  sit_together(school_.lowther, school_.okafor);
  const auto closes = *school_.plan()->evening.closes_at;
  {
    const auto now = std::exchange(school_.clock.instant, closes);
    serve();
    school_.clock.instant = now;
  }
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::booked);
  EXPECT_EQ(told(school_.ann, "waited"), 0) << "she sees him together with Ms Okafor";
  EXPECT_EQ(told(school_.tom, "waited"), 0);
}

TEST_P(TheEndOfALine, IsKnownAsSoonAsTheTwoSitTogether) {
  ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 3)})));
  act(school_.ann, "join", maya_);
  sit_together(school_.lowther, school_.okafor);
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::booked);
}

TEST_P(TheEndOfALine, IsTheChildsLeaving) {
  act(school_.tom, "join", maya_);
  school_.people([&](core::DirectoryRows& rows) {
    std::erase_if(rows.people, [&](const core::PersonRow& one) { return one.id == same_person<PersonId>(school_.maya); });
  });
  serve();
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::closed);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

LODGE_ON_BOTH_ENGINES(TheEndOfALine);

}  // namespace
}  // namespace lodge::parents_evening
