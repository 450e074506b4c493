// Two evenings of one night: a family is at one of them at a time, and nothing offers it the other then.
#include "plugins/parents_evening/acts.h"
#include "plugins/parents_evening/full_teacher.h"

#include "distribute.h"
#include "elsewhere.h"
#include "propose.h"
#include "setup.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Dr Shah teaches Maya and Leo History and sits at an evening of her own, at the same hours. Ann sees her from 4 pm about
/// Maya and from 4:20 pm about Leo. At the other evening Mr Lowther's only time is at 4 pm.
class TwoEvenings : public AFullTeacher {
 protected:
  void SetUp() override {
    AFullTeacher::SetUp();
    school_.people([&](core::DirectoryRows& rows) {
      rows.classes["9x/Hi1"] = "History";
      for (const auto person : {same_person<PersonId>(school_.shah), same_person<PersonId>(school_.maya), same_person<PersonId>(school_.leo)}) {
        rows.class_members.emplace_back("9x/Hi1", person);
      }
    });
    auto made = *school_.plan();
    made.evening.id = other_;
    made.dates.front().id = EveningDateId::random();
    made.desks = {make_desk(made.evening, made.dates.front(), {school_.shah})};
    ASSERT_TRUE(EveningSetup(*school_.kernel, plans_).create(school_.office(), made));
    const auto desk = made.desks.front().id;
    const Basket basket{.evening = other_, .household = school_.anns, .choices = {{school_.maya, school_.shah, desk, 0, 1, ""}, {school_.leo, school_.shah, desk, 2, 1, ""}},
                        .idempotency_key = {}};
    ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), basket));
    school_.outbox.posted.clear();
  }
  Situation anns_situation() const { return appointments_.know(school_.parent(school_.ann), school_.evening, school_.anns)->situation; }
  Interval from_start(std::chrono::minutes starts, std::chrono::minutes ends) const {
    const auto start = school_.plan()->dates.front().when.starts();
    return *Interval::make(start + starts, start + ends);
  }
  Booked book(int slot) {
    return appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, slot)}));
  }

  EveningId other_ = EveningId::random();
};

TEST_P(TwoEvenings, ATimeAtWhichTheFirstInLineIsAtTheOtherGoesToTheNext) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  cancel(school_.jo, taken_);
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting) << "she keeps her place";
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::offered);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(TwoEvenings, NoTimeIsProposedWhileTheFamilyIsAtTheOther) {
  const auto known = appointments_.know(school_.parent(school_.ann), school_.evening, school_.anns);
  const auto found = propose(known->situation, {{school_.maya, school_.okafor}}, {}, {from_start(0min, 30min)});
  ASSERT_THAT(found.choices, SizeIs(1));
  EXPECT_EQ(found.choices.front().slot, 1);
  const auto grid = page(school_.ann, "/times?see=" + text(Whom{school_.maya, school_.okafor}));
  EXPECT_THAT(grid, HasSubstr("you are at another evening"));
  EXPECT_THAT(page(school_.tom, "/times?see=" + text(Whom{school_.maya, school_.okafor})), Not(HasSubstr("another evening"))) << "he is not";
}

TEST_P(TwoEvenings, AnAppointmentIsRefusedForTheOtherAndWhatIsNearestCanBeHad) {
  const auto refused = book(0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().why, Why::you_are_busy);
  ASSERT_THAT(refused.error().front().nearest, Not(IsEmpty()));
  EXPECT_EQ(refused.error().front().nearest.front().slot, 1);
  const auto booked = book(1);
  ASSERT_TRUE(booked);
  const auto moved = appointments_.move(school_.parent(school_.ann), booked->front().booking, booked->front().desk, 2);
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().front().why, Why::you_are_busy);
}

TEST_P(TwoEvenings, ARoundGivesNoTimeWhileTheFamilyIsAtTheOther) {
  const auto plan = school_.plan();
  const auto busy = school_.store.database().read([&](Reader& reader) { return elsewhere(reader, school_.evening, school_.clock.now()); });
  const auto given = distribute(*plan, *school_.directory.whole, *school_.catalogue.listed,
                                {.wishes = {{.evening = school_.evening, .household = school_.anns, .author = {}, .whom = {{school_.maya, school_.okafor}},
                                             .windows = {from_start(0min, 30min)}}},
                                 .elsewhere = busy});
  ASSERT_THAT(given.shares, SizeIs(1));
  ASSERT_THAT(given.shares.front().choices, SizeIs(1));
  EXPECT_EQ(given.shares.front().choices.front().slot, 1);
}

TEST_P(TwoEvenings, AnAlarmShiftsAnAppointmentBesideTheOther) {
  ASSERT_TRUE(book(1));
  const auto done = EveningSetup(*school_.kernel, plans_).apply(school_.office(), later(*school_.plan(), 10min));
  ASSERT_TRUE(done);
  const auto now = of(school_.anns);
  ASSERT_THAT(now, SizeIs(1));
  EXPECT_FALSE(now.front().when.overlaps(from_start(10min, 20min))) << "4:20 pm is the other's";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST(Without, LeavesWhatIsBeforeBetweenAndAfter) {
  const auto at = [](int from, int to) { return *Interval::make(Instant(std::chrono::minutes(from)), Instant(std::chrono::minutes(to))); };
  EXPECT_THAT(without({at(0, 60), at(90, 100)}, {at(10, 20), at(50, 95), at(200, 210)}), testing::ElementsAre(at(0, 10), at(20, 50), at(95, 100)));
  EXPECT_THAT(without({at(0, 60)}, {at(0, 60)}), IsEmpty());
  EXPECT_THAT(without({at(0, 60)}, {}), testing::ElementsAre(at(0, 60)));
}

LODGE_ON_BOTH_ENGINES(TwoEvenings);

}  // namespace
}  // namespace lodge::parents_evening
