// Households are joined and split, and bookings to come follow their people into the other diary.
#include "contract/a_school.h"
#include "contract/school.h"
#include "core/directory/households.h"
#include "plain_say.h"

#include <gmock/gmock.h>
#include <lodge/rooms.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class HouseholdsContract : public SchoolContract {
 protected:
  HouseholdsContract() {
    EXPECT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
    const auto all = directory.snapshot(site)->contacts();
    mother = all[0]->id;
    father = all[1]->id;
    one = all[0]->household;
    other = all[1]->household;
    central().write([&](Transaction& transaction) {
      for (auto* desk : {&desk_one, &desk_two}) {
        *desk = {.id = ResourceId::random(), .site = site, .kind = "desk", .grid = std::chrono::minutes(1)};
        ledger.add_resource(transaction, *desk);
      }
    });
  }
  Interval at(int from, int to) const {
    return Interval::make(clock.now() + std::chrono::minutes(from), clock.now() + std::chrono::minutes(to)).value();
  }
  std::expected<Booking, BookRefusal> book(const Resource& desk, HouseholdId household, int from) {
    return central().write([&](Transaction& transaction) {
      ledger.add_resource(transaction, household_diary(site, household));
      const auto when = at(from, from + 7);
      return ledger.book(transaction, {.site = site, .kind = "parents_evening.appointment", .owner = same_person<PersonId>(household),
                                       .wants = {{desk.id, when}, {diary_of(household), when}}, .idempotency_key = RawId::random().text()});
    });
  }
  std::vector<Booking> in_diary(HouseholdId household) {
    return central().read([&](Reader& reader) { return ledger.between(reader, std::array{diary_of(household)}, at(0, 10'000)); });
  }
  std::vector<std::string> faults() {
    return central().read([&](Reader& reader) { return ledger.verify(reader); });
  }
  std::vector<ContactId> members(HouseholdId household) { return directory.snapshot(site)->members_of(household); }

  ASchool mis;
  ContactId mother, father;
  HouseholdId one, other;
  Resource desk_one, desk_two;
  std::vector<BookingId> asked;
  bool modules_say = true;
  PlainSay say;
  std::vector<std::string> modules_do;
  std::vector<std::tuple<HouseholdId, HouseholdId, std::size_t>> told;  ///< from, to, and how many stay behind
  core::Households households{central(), ledger, directory, audit, clock, [](auto&&...) { return 0; },
                              [this](Transaction&, const Booking& booking, HouseholdId, HouseholdId) {
                                asked.push_back(booking.id);
                                return modules_say;
                              },
                              [this](Transaction&, const FamiliesChange& change) {
                                told.emplace_back(change.from, change.to, change.after.members_of(change.from).size());
                                return modules_do;
                              }};
};

TEST_P(HouseholdsContract, AContactIsAHouseholdUntilTwoAreJoined) {
  const auto before = directory.snapshot(site);
  EXPECT_NE(one, other);
  ASSERT_TRUE(households.apply(technician, households.joining(site, other, one), say));
  EXPECT_THAT(members(one), SizeIs(2));
  EXPECT_THAT(before->members_of(other), SizeIs(1)) << "a snapshot never changes";
  ASSERT_TRUE(households.apply(technician, households.splitting(site, father, {}), say));
  EXPECT_THAT(members(other), ElementsAre(father)) << "under its own number again";
}

TEST_P(HouseholdsContract, JoiningMovesBookingsToComeIntoOneDiary) {
  const auto kept = *book(desk_one, one, 10), going = *book(desk_two, other, 20);
  const auto plan = households.joining(site, other, one);
  const auto preview = households.preview(technician, plan, say);
  ASSERT_THAT(preview.moved, SizeIs(1));
  EXPECT_THAT(preview.clashing, IsEmpty());
  EXPECT_THAT(in_diary(other), SizeIs(1)) << "a preview does nothing";
  const auto done = households.apply(technician, plan, say);
  ASSERT_TRUE(done);
  EXPECT_THAT(in_diary(other), IsEmpty());
  EXPECT_THAT(in_diary(one), SizeIs(2));
  EXPECT_EQ(done->moved[0].id, going.id);
  EXPECT_EQ(done->moved[0].wants[0].resource, desk_two.id) << "the desk stays";
  EXPECT_THAT(asked, ElementsAre(going.id, going.id));
  EXPECT_FALSE(book(desk_one, one, 20)) << "nobody is in two places";
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(HouseholdsContract, JoinsNothingWhileBookingsClash) {
  const auto hers = *book(desk_one, one, 10), his = *book(desk_two, other, 15), free = *book(desk_two, other, 40);
  const auto plan = households.joining(site, other, one);
  const auto refused = households.apply(technician, plan, say);
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error().clashing, SizeIs(1));
  EXPECT_EQ(refused.error().clashing[0].booking.id, his.id);
  EXPECT_EQ(refused.error().clashing[0].by->by, hers.id);
  EXPECT_THAT(refused.error().moved, SizeIs(1));
  EXPECT_THAT(members(other), ElementsAre(father));
  EXPECT_THAT(in_diary(other), SizeIs(2));
  central().write([&](Transaction& transaction) { EXPECT_TRUE(ledger.cancel(transaction, his.id)); });
  EXPECT_TRUE(households.apply(technician, plan, say));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(HouseholdsContract, JoinsNothingThatAModuleRefuses) {
  ASSERT_TRUE(book(desk_one, other, 10));
  modules_say = false;
  const auto refused = households.apply(technician, households.joining(site, other, one), say);
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error().clashing, SizeIs(1));
  EXPECT_FALSE(refused.error().clashing[0].by);
  EXPECT_THAT(in_diary(other), SizeIs(1));
}

TEST_P(HouseholdsContract, SplittingTakesAlongWhatTheOfficeNames) {
  const auto his = *book(desk_two, other, 20), hers = *book(desk_one, one, 10);
  ASSERT_TRUE(households.apply(technician, households.joining(site, other, one), say));
  const auto done = households.apply(technician, households.splitting(site, father, {his.id}), say);
  ASSERT_TRUE(done);
  ASSERT_THAT(in_diary(other), SizeIs(1));
  EXPECT_EQ(in_diary(other)[0].id, his.id);
  ASSERT_THAT(in_diary(one), SizeIs(1));
  EXPECT_EQ(in_diary(one)[0].id, hers.id);
  EXPECT_TRUE(book(desk_one, one, 20)) << "free again";
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(HouseholdsContract, WhoGaveAHouseholdItsNumberGetsAnotherWhenLeaving) {
  ASSERT_TRUE(households.apply(technician, households.joining(site, other, one), say));
  const auto leaving = households.splitting(site, mother, {});
  EXPECT_NE(leaving.to, one);
  ASSERT_TRUE(households.apply(technician, leaving, say));
  EXPECT_THAT(members(one), ElementsAre(father));
  EXPECT_THAT(members(leaving.to), ElementsAre(mother));
}

TEST_P(HouseholdsContract, LeavesWhatIsOverInTheOldDiary) {
  ASSERT_TRUE(book(desk_one, other, 10));
  clock.set(clock.now() + std::chrono::minutes(20));
  const auto done = households.apply(technician, households.joining(site, other, one), say);
  ASSERT_TRUE(done);
  EXPECT_THAT(done->moved, IsEmpty());
}

TEST_P(HouseholdsContract, MovesWhatWasBookedForAHouseholdThatIsEmptyByNow) {
  ASSERT_TRUE(households.apply(technician, households.joining(site, other, one), say));
  ASSERT_TRUE(book(desk_one, other, 10));
  const auto again = households.joining(site, other, one);
  EXPECT_THAT(again.contacts, IsEmpty());
  ASSERT_TRUE(households.apply(technician, again, say));
  EXPECT_THAT(in_diary(one), SizeIs(1));
}

TEST_P(HouseholdsContract, DoesNotActOnWhatSomebodyElseChanged) {
  const auto stale = households.joining(site, other, one);
  put_rule(directory.snapshot(site)->students()[0]->id, ContactRule::separate);
  const auto refused = households.apply(technician, stale, say);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().overtaken);
  EXPECT_THAT(members(other), ElementsAre(father));
}

TEST_P(HouseholdsContract, ModulesDoTheirPartInTheSameWriteAndThePreviewSaysWhat) {
  modules_do = {"The wishes go along."};
  const auto plan = households.joining(site, other, one);
  EXPECT_THAT(households.preview(technician, plan, say).besides, ElementsAre("The wishes go along."));
  EXPECT_THAT(told, ElementsAre(std::tuple(other, one, 0U)));
  EXPECT_THAT(members(other), ElementsAre(father)) << "a preview does nothing";
  ASSERT_TRUE(households.apply(technician, plan, say));
  const auto split = households.apply(technician, households.splitting(site, father, {}), say);
  ASSERT_TRUE(split);
  EXPECT_THAT(split->besides, SizeIs(1));
  EXPECT_EQ(told.back(), std::tuple(one, other, 1U));
}

TEST_P(HouseholdsContract, JoinsNobodyToItselfAndSplitsNobodyAlone) {
  EXPECT_THROW(households.joining(site, one, one), std::invalid_argument);
  EXPECT_THROW(households.splitting(site, mother, {}), std::invalid_argument);
}

LODGE_ON_BOTH_ENGINES(HouseholdsContract);

}  // namespace
}  // namespace lodge::test
