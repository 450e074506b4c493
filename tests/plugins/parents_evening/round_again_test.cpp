// A preference round that is opened again, and families who had appointments before it.
#include "plugins/parents_evening/a_round.h"
#include "plugins/parents_evening/changing_families.h"
#include "plugins/parents_evening/meanwhile.h"

#include "contract/failing_database.h"

namespace lodge::parents_evening {
namespace {

using test::FailingDatabase;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ARoundAgain : public ARound {};

TEST_P(ARoundAgain, ThatIsOpenedAgainAtItsCloseIsNotWorkedOut) {
  OnceRead between(school_.store.database(), [&] { EXPECT_EQ(set_until("2026-11-03T12:00"), 303); });
  work_on(between);
  EXPECT_EQ(run().state, "") << "families may still send";
}

TEST_P(ARoundAgain, ThatIsOpenedAgainAtItsCloseIsNotEndedForWantOfWishes) {
  school_.store.database().write([&](Transaction& transaction) {
    for (const auto household : {school_.anns, school_.coles}) remove_wishes(transaction, school_.evening, household);
  });
  OnceRead between(school_.store.database(), [&] { EXPECT_EQ(set_until("2026-11-03T12:00"), 303); });
  work_on(between);
  EXPECT_FALSE(school_.plan()->evening.allocated_at);
}

TEST_P(ARoundAgain, ThatIsOpenedAgainIsWorkedOutAnewAtItsNewClose) {
  work();
  ASSERT_EQ(run().state, "ready");
  ASSERT_EQ(set_until("2026-11-03T12:00"), 303);
  EXPECT_EQ(run().state, "") << "what was worked out is not of the wishes that come now";
  press("accept");
  work();
  EXPECT_THAT(booked(), IsEmpty()) << "nothing is booked while families may still send";
  send(school_.toms, school_.tom, {{school_.maya, school_.okafor}});
  school_.wait(std::chrono::hours(16));
  work();
  EXPECT_EQ(run().wishes, 6);
  press("accept");
  EXPECT_EQ(set_until("2026-11-04T12:00"), 400) << "its appointments are being booked";
  work();
  EXPECT_THAT(booked(), SizeIs(5));
  EXPECT_EQ(set_until("2026-11-04T12:00"), 400);
}

TEST_P(ARoundAgain, ThatIsOpenedAgainWhileItIsWorkedOutKeepsNothingOfIt) {
  school_.store.database().write([&](Transaction& transaction) { put(transaction, AllocationRun{.evening = school_.evening, .site = school_.site, .state = "asked"}); });
  Meanwhile meanwhile(school_.store.database(), [&] { EXPECT_EQ(set_until("2026-11-03T12:00"), 303); });
  work_on(meanwhile);
  EXPECT_EQ(run().state, "");
}

TEST_P(ARoundAgain, WritesToAFamilyThatGetsNothingThoughItHasAnAppointmentFromBefore) {
  book_before(school_.jo, school_.coles, school_.choice(school_.sam, school_.lowther, 3));
  send(school_.coles, school_.jo, {{school_.sam, school_.zajac}});
  send(school_.anns, school_.ann, {{school_.maya, school_.okafor}});
  book_before(school_.ann, school_.anns, school_.choice(school_.maya, school_.okafor, 9));
  school_.outbox.posted.clear();
  work();
  press("accept");
  work();
  std::map<PersonId, std::string> told;
  for (std::size_t i = 0; i < school_.outbox.posted.size(); ++i) told[school_.outbox.posted[i].recipient] += school_.told(i);
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_THAT(told.at(same_person<PersonId>(school_.jo)), AllOf(HasSubstr("The appointments that you have stand."), HasSubstr("is not at this evening")));
  EXPECT_THAT(told.at(same_person<PersonId>(school_.ann)), AllOf(HasSubstr("are booked"), Not(HasSubstr("no time left")))) << "has all that it wished for";
}

TEST_P(ARoundAgain, SaysThatATimeCouldNotBeGivenButNotThatTheOtherHouseholdHasIt) {
  school_.change([](Evening& evening) { evening.one_each = OneEach::student; });
  work();
  const Appointments appointments(*school_.kernel, plans_);
  for (const auto& [household, slot] : {std::pair(school_.toms, 15), std::pair(school_.coles, 16)}) {
    const auto student = household == school_.toms ? school_.maya : school_.sam;
    ASSERT_TRUE(appointments.book(school_.office(), school_.basket(household, {school_.choice(student, school_.okafor, slot)}))) << "by telephone";
  }
  press("accept");
  work();
  EXPECT_THAT(booked(), SizeIs(4));
  EXPECT_THAT(family(school_.ann), AllOf(HasSubstr("Whom we could not fit in"), HasSubstr("is full."),
                                         Not(HasSubstr("Tom")), Not(HasSubstr("Birch"))));
  EXPECT_THAT(family(school_.jo), Not(HasSubstr("is full"))) << "the Coles have that one themselves";
}

/// Mr Lowther has one time, and Sam's family gets it or Maya's; about Maya one household may come.
TEST_P(ARoundAgain, SaysOfATeacherWhoIsFullNoMoreThanOfOneWhomTheOtherHouseholdSees) {
  school_.change([](Evening& evening) { evening.one_each = OneEach::student; });
  Act act{.after = *school_.plan()};
  for (auto& desk : act.after.desks) {
    if (desk.has(school_.lowther)) desk.slots = 1;
  }
  ASSERT_TRUE(EveningSetup(*school_.kernel, plans_).apply(school_.office(), act));
  send(school_.anns, school_.ann, {{school_.maya, school_.lowther}, {school_.maya, school_.okafor}});
  send(school_.toms, school_.tom, {{school_.maya, school_.lowther}, {school_.maya, school_.okafor}});
  send(school_.coles, school_.jo, {{school_.sam, school_.lowther}});
  work();
  press("accept");
  work();
  std::set<std::string> told;
  for (const auto& one : school_.store.database().read([&](Reader& reader) {
         auto all = refused_wishes(reader, school_.evening, school_.anns);
         std::ranges::move(refused_wishes(reader, school_.evening, school_.toms), std::back_inserter(all));
         return all;
       })) {
    told.insert(one.why + one.detail);
  }
  EXPECT_THAT(told, testing::ElementsAre("full{}"));
}

TEST_P(ARoundAgain, GivesAFamilyThatIsSplitMeanwhileWhatWasWorkedOutForIt) {
  work();
  press("accept");
  const auto jos = HouseholdId::random();
  OnceRead store(school_.store.database(), [&] {
    change_people(school_, [&](core::DirectoryRows& rows) { rows.households[school_.jo] = jos; }, school_.coles, jos, {school_.jo});
  }, 3);  // the rounds that closed, the runs under way, what is left to give
  work_on(store);
  EXPECT_EQ(run().state, "done");
  EXPECT_EQ(run().families_done, 2);
  std::map<HouseholdId, std::size_t> has;
  for (const auto& one : booked()) ++has[one.household];
  EXPECT_EQ(has, (std::map<HouseholdId, std::size_t>{{school_.anns, 3}, {jos, 1}}));
  std::map<PersonId, std::string> told;
  for (std::size_t i = 0; i < school_.outbox.posted.size(); ++i) told[school_.outbox.posted[i].recipient] += school_.told(i);
  ASSERT_THAT(told, SizeIs(2)) << "Ann, and Jo who wrote the wishes";
  EXPECT_THAT(told.at(same_person<PersonId>(school_.jo)), HasSubstr("is not at this evening"));
}

/// Ann sees two teachers in the first half, Tom two in the second: one of them the same, about the same child.
class ARoundOfTwo : public ARound {
 protected:
  ARoundOfTwo() {
    const auto whole = school_.plan()->dates.front().when;
    const auto half = whole.starts() + (whole.ends() - whole.starts()) / 2;
    send(school_.anns, school_.ann, {{school_.maya, school_.okafor}, {school_.maya, school_.lowther}}, {*Interval::make(whole.starts(), half)});
    send(school_.toms, school_.tom, {{school_.maya, school_.lowther}, {school_.leo, school_.okafor}}, {*Interval::make(half, whole.ends())});
    school_.store.database().write([&](Transaction& transaction) { remove_wishes(transaction, school_.evening, school_.coles); });
    work();
    press("accept");
  }
  std::set<Whom> given(HouseholdId household) {
    std::set<Whom> all;
    for (const auto& one : booked()) {
      if (one.household == household) all.insert(whom_of(one));
    }
    return all;
  }
  std::set<Whom> all_three() const { return {{school_.maya, school_.okafor}, {school_.maya, school_.lowther}, {school_.leo, school_.okafor}}; }
  void join(ContactId who, HouseholdId from, HouseholdId to) {
    const auto edit = [&](core::DirectoryRows& rows) { rows.households[who] = to; };
    change_people(school_, edit, from, to, {who});
    school_.people(edit);
  }
};

TEST_P(ARoundOfTwo, GivesThemTogetherWhatWasWorkedOutForEachWhenTheyJoin) {
  join(school_.tom, school_.toms, school_.anns);
  work();
  EXPECT_EQ(run().state, "done");
  EXPECT_EQ(given(school_.anns), all_three());
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

TEST_P(ARoundOfTwo, IsGivenOutAlsoAsAnEarlierVersionWroteIt) {
  school_.store.database().write([&](Transaction& transaction) {
    for (const auto& [household, share] : transaction.rows<HouseholdId, std::string>("select household, share from allocation_share")) {
      auto without_interpreters = share;
      for (auto at = share.size(); (at = without_interpreters.rfind(",\"\"]", at)) != std::string::npos;) without_interpreters.erase(at, 3);
      EXPECT_NE(without_interpreters, share);
      transaction.execute("update allocation_share set share = ? where household = ?", {without_interpreters, household});
    }
  });
  work();
  EXPECT_EQ(run().state, "done");
  EXPECT_EQ(run().families_done, 2);
}

TEST_P(ARoundOfTwo, GivesThemAllOfItWhenTheyJoinAfterWhatIsLeftWasRead) {
  OnceRead store(school_.store.database(), [&] { join(school_.tom, school_.toms, school_.anns); }, 3);  // the rounds that closed, the runs under way, what is left
  work_on(store);
  EXPECT_EQ(run().state, "done");
  EXPECT_EQ(given(school_.anns), all_three());
}

TEST_P(ARoundOfTwo, GivesThemAllOfItWhenTheyJoinWhileOneOfThemIsGivenItsOwn) {
  Meanwhile store(school_.store.database(), [&] { join(school_.tom, school_.toms, school_.anns); });
  work_on(store);
  EXPECT_EQ(run().state, "done");
  EXPECT_EQ(given(school_.anns), all_three());
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

TEST_P(ARoundOfTwo, GivesWhoHasItsOwnTheOthersBesidesWhenTheyJoin) {
  for (int steps = 1; run().families_done == 0; ++steps) {
    ASSERT_LT(steps, 3'000);
    FailingDatabase failing(school_.store.database(), steps, FailingDatabase::Outage::for_good);
    EXPECT_THROW(work_on(failing), Unavailable);
  }
  const bool ann_first = given(school_.toms).empty();
  ann_first ? join(school_.tom, school_.toms, school_.anns) : join(school_.ann, school_.anns, school_.toms);
  work();
  EXPECT_EQ(run().state, "done");
  EXPECT_EQ(given(ann_first ? school_.anns : school_.toms), all_three());
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

LODGE_ON_BOTH_ENGINES(ARoundOfTwo);
LODGE_ON_BOTH_ENGINES(ARoundAgain);

}  // namespace
}  // namespace lodge::parents_evening
