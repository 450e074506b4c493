// One of the teachers of a joint desk falls ill: the colleague is there still, and so are the families of both.
#include "plugins/parents_evening/changing.h"

#include "notes.h"
#include "waiting_list.h"

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Ms Okafor (Maths) and Mr Lowther (English) teach Maya and Sam, Ms Okafor alone teaches Leo.
class IllAtAJointDesk : public Changing {
 protected:
  void sit_together() {
    Act act{.after = plan()};
    auto& other = desk_in(act.after, school_.lowther);
    desk_in(act.after, school_.okafor).teachers.push_back(other.teachers.front());
    other.teachers.clear();
    other.away = true;
    done(act);
    school_.outbox.posted.clear();
  }
  Outcome falls_ill(TeacherId teacher) {
    Act act{.after = plan(), .cause = Cause::away, .teacher = teacher};
    std::erase_if(desk_in(act.after, teacher).teachers, [&](const DeskTeacher& one) { return one.teacher == teacher; });
    return done(act);
  }
};

TEST_P(IllAtAJointDesk, KeepsTheTimeUnderTheColleague) {
  sit_together();
  auto choice = school_.choice(school_.maya, school_.okafor, 3);
  choice.note = "Her spelling";
  const auto booked = appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {choice}));
  ASSERT_TRUE(booked);
  ASSERT_EQ(booked->front().teacher, school_.lowther) << "English comes before Maths";
  school_.outbox.posted.clear();
  EXPECT_EQ(falls_ill(school_.lowther).families(), 1U);
  const auto now = of(school_.anns);
  ASSERT_THAT(now, SizeIs(1));
  EXPECT_EQ(now.front().booking, booked->front().booking);
  EXPECT_EQ(now.front().teacher, school_.okafor);
  EXPECT_EQ(now.front().desk, booked->front().desk);
  EXPECT_EQ(now.front().when, booked->front().when);
  EXPECT_EQ(opened_note(*school_.kernel, school_.site, now.front()), "Her spelling");
  ASSERT_THAT(school_.outbox.posted, SizeIs(1));
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("Mr Lowther cannot be there."), HasSubstr("Ms Okafor"), Not(HasSubstr("together with")), Not(HasSubstr("cannot take place"))));
}

TEST_P(IllAtAJointDesk, IsNotBookedAgainWithTheColleague) {
  sit_together();
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 3);
  falls_ill(school_.lowther);
  const auto again = appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 9)}));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().front().why, Why::has_already);
}

TEST_P(IllAtAJointDesk, TellsWhoWasToSeeBothAndGivesBackOnlyWhomTheColleagueDoesNotTeach) {
  sit_together();
  const auto maya = book(school_.tom, school_.toms, school_.maya, school_.lowther, 3);
  book(school_.ann, school_.anns, school_.leo, school_.okafor, 5);
  EXPECT_EQ(falls_ill(school_.okafor).families(), 2U);
  ASSERT_THAT(of(school_.toms), SizeIs(1));
  EXPECT_EQ(of(school_.toms).front().when, maya.when);
  EXPECT_THAT(of(school_.anns), IsEmpty()) << "Mr Lowther does not teach Leo";
  EXPECT_THAT(school_.outbox.posted, SizeIs(2));
}

TEST_P(IllAtAJointDesk, LeavesWhoSawOnlyTheColleagueAlone) {
  sit_together();
  book(school_.ann, school_.anns, school_.leo, school_.okafor, 5);
  EXPECT_EQ(falls_ill(school_.lowther).families(), 0U);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(IllAtAJointDesk, SeesNobodyTwice) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  book(school_.ann, school_.anns, school_.maya, school_.lowther, 9);
  sit_together();
  falls_ill(school_.lowther);
  ASSERT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_EQ(of(school_.anns).front().teacher, school_.okafor);
  EXPECT_EQ(of(school_.anns).front().slot, 2);
}

TEST_P(IllAtAJointDesk, KeepsThoseInLineWhoWaitForTheDesk) {
  Act full{.after = plan()};
  desk_in(full.after, school_.okafor).slots = 1;
  done(full);
  sit_together();
  const auto taken = book(school_.jo, school_.coles, school_.sam, school_.okafor, 0);
  const WaitingList line(*school_.kernel, plans_, appointments_);
  ASSERT_EQ(line.join(school_.parent(school_.ann), school_.evening, school_.anns, {school_.maya, school_.okafor}), Joined::in_line);
  const auto places = [&] {
    auto all = line.places(*school_.directory.whole, school_.evening, school_.anns);
    std::erase_if(all, [](const Waiting& one) { return !one.in_line(); });
    return all;
  };
  ASSERT_THAT(places(), SizeIs(1));
  const auto joined = places().front();
  ASSERT_EQ(joined.whom.teacher, school_.lowther) << "English comes before Maths";
  school_.wait(std::chrono::hours(1));
  falls_ill(school_.lowther);
  ASSERT_THAT(places(), SizeIs(1));
  EXPECT_EQ(places().front().whom, (Whom{school_.maya, school_.okafor}));
  EXPECT_EQ(places().front().joined_at, joined.joined_at);
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken.booking));
  line.serve(school_.site, school_.evening);
  ASSERT_THAT(places(), SizeIs(1));
  EXPECT_EQ(places().front().state, WaitingState::offered);
}

TEST_P(IllAtAJointDesk, IsOnePlaceForWhomWaitsForTheColleagueAlready) {
  Act full{.after = plan()};
  for (const auto teacher : {school_.okafor, school_.lowther}) desk_in(full.after, teacher).slots = 1;
  done(full);
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 0);
  book(school_.tom, school_.toms, school_.maya, school_.okafor, 0);
  const WaitingList line(*school_.kernel, plans_, appointments_);
  for (const auto teacher : {school_.okafor, school_.lowther}) {
    ASSERT_EQ(line.join(school_.parent(school_.ann), school_.evening, school_.anns, {school_.maya, teacher}), Joined::in_line);
  }
  sit_together();
  falls_ill(school_.lowther);
  auto places = line.places(*school_.directory.whole, school_.evening, school_.anns);
  std::erase_if(places, [](const Waiting& one) { return !one.in_line(); });
  ASSERT_THAT(places, SizeIs(1));
  EXPECT_EQ(places.front().whom.teacher, school_.okafor);
  EXPECT_EQ(std::ranges::count(school_.audit.actions, "evening.waits"), 2) << "she joined twice, and was put into no third line";
}

TEST_P(IllAtAJointDesk, FollowsATeacherWhoMovedToAnotherDeskThatDay) {
  sit_together();
  const auto was = book(school_.ann, school_.anns, school_.maya, school_.lowther, 3);
  Act act{.after = plan()};
  auto& joint = desk_in(act.after, school_.okafor);
  const auto lowther = joint.teachers.back();
  joint.teachers.pop_back();
  auto& own = *std::ranges::find_if(act.after.desks, [](const Desk& desk) { return desk.teachers.empty(); });
  own.teachers.push_back(lowther);
  own.away = false;
  done(act);
  EXPECT_EQ(of(school_.anns).front().teacher, school_.lowther);
  EXPECT_NE(of(school_.anns).front().desk, was.desk);
  EXPECT_EQ(of(school_.anns).front().when, was.when);
}

LODGE_ON_BOTH_ENGINES(IllAtAJointDesk);

}  // namespace
}  // namespace lodge::parents_evening
