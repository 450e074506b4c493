// A family that an act uninvites waits for nobody any more, from that act on.
#include "plugins/parents_evening/full_teacher.h"

#include "setup.h"

#include "core/directory/people.h"

#include <gmock/gmock.h>
#include <lodge/parents.h>

#include <utility>

namespace lodge::parents_evening {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

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
  EXPECT_THAT(seen.body, HasSubstr("1 family stands in line for somebody whom it may not see then."));
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
