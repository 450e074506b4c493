// Many at once: a timetable, and another shape for what is booked already.
#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using std::chrono::minutes;

class LedgerBulk : public OnALedger {
 protected:
  std::vector<BookingWish> timetable(ResourceId in, int lessons) {
    std::vector<BookingWish> wishes;
    for (int i = 0; i < lessons; ++i) {
      wishes.push_back(wish({{in, at(i * 60, i * 60 + 60), 1}}));
      wishes.back().kind = "timetable.lesson";
      wishes.back().idempotency_key = "lesson-" + std::to_string(i);
    }
    return wishes;
  }
  std::expected<core::Reshaping, core::Reshaping> reshape(const Resource& resource) {
    return central().write([&](Transaction& transaction) { return ledger.reshape(transaction, resource); });
  }
};

TEST_P(LedgerBulk, BooksATimetableAndReportsWhatClashes) {
  const auto hall = room();
  ASSERT_TRUE(book(hall, 60 * 700 + 30, 60 * 700 + 40));
  const auto done = ledger.book_many(timetable(hall, 1'200));
  EXPECT_EQ(done.booked, 1'199u);
  ASSERT_THAT(done.clashes, SizeIs(1));
  EXPECT_EQ(done.clashes[0].index, 700u);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBulk, GoesOnWhereItWasBroken) {
  const auto hall = room();
  const auto wishes = timetable(hall, 900);
  EXPECT_EQ(ledger.book_many(std::span(wishes).first(650)).booked, 650u);
  const auto rest = ledger.book_many(wishes);
  EXPECT_EQ(rest.booked, 250u);
  EXPECT_EQ(rest.repeated, 650u);
  EXPECT_THAT(rest.clashes, IsEmpty());
  EXPECT_EQ(claims(), 900 * 12);
}

TEST_P(LedgerBulk, CancelsMany) {
  const auto hall = room();
  ledger.book_many(timetable(hall, 300));
  std::vector<BookingId> ids;
  for (const auto& booking : between({hall}, at(0, 300 * 60))) ids.push_back(booking.id);
  ASSERT_THAT(ids, SizeIs(300));
  EXPECT_EQ(ledger.cancel_many(ids), 300u);
  EXPECT_EQ(ledger.cancel_many(ids), 0u);
  EXPECT_EQ(claims(), 0);
}

TEST_P(LedgerBulk, RewritesClaimsForMoreTurnRound) {
  auto lab = make({.kind = "room"});
  ASSERT_TRUE(book(lab.id, 0, 60) && book(lab.id, 90, 120));
  lab.turn_round_after = minutes(30);
  EXPECT_EQ(central().read([&](Reader& reader) { return ledger.preview_shape(reader, lab); }).rewritten, 2u);
  EXPECT_EQ(claims(), 18);
  ASSERT_TRUE(reshape(lab));
  EXPECT_EQ(claims(), 18 + 12);
  EXPECT_FALSE(book(lab.id, 60, 65));
  EXPECT_THAT(faults(), IsEmpty());
  lab.turn_round_after = minutes(0);
  ASSERT_TRUE(reshape(lab));
  EXPECT_TRUE(book(lab.id, 60, 65));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBulk, ReshapesNothingWhenBookingsWouldClash) {
  auto lab = make({.kind = "room"});
  const auto first = book(lab.id, 0, 60), second = book(lab.id, 60, 120);
  ASSERT_TRUE(first && second);
  lab.turn_round_after = minutes(5);
  const auto refused = reshape(lab);
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error().clashing, SizeIs(1));
  EXPECT_EQ(claims(), 24);
  EXPECT_EQ(central().read([&](Reader& reader) { return ledger.resource(reader, lab.id); })->turn_round_after, minutes(0));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBulk, DividesAHallThatIsBooked) {
  auto hall = make({.kind = "room"});
  const auto left = room(), right = room();
  ASSERT_TRUE(book(hall.id, 0, 60));
  ASSERT_TRUE(book(left, 60, 90));
  hall.parts = {left, right};
  const auto done = reshape(hall);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->rewritten, 1u);
  EXPECT_FALSE(book(right, 30, 60));
  EXPECT_FALSE(book(hall.id, 60, 90));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBulk, RefusesAHallWhosePartsAreBookedAtTheSameTime) {
  auto hall = make({.kind = "room"});
  const auto left = room();
  const auto whole = book(hall.id, 0, 60), part = book(left, 30, 90);
  ASSERT_TRUE(whole && part);
  hall.parts = {left};
  const auto refused = reshape(hall);
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error().clashing, SizeIs(1));
  EXPECT_EQ(refused.error().clashing[0].id, whole->id);
}

TEST_P(LedgerBulk, TakesUnitsFromAPoolOnlyWhileAllBookingsFit) {
  auto laptops = make({.kind = "pool", .units = 10});
  ASSERT_TRUE(book(laptops.id, 0, 60, 4) && book(laptops.id, 0, 60, 2));
  laptops.units = 6;
  ASSERT_TRUE(reshape(laptops));
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_FALSE(book(laptops.id, 0, 60, 1));
  laptops.units = 3;
  const auto refused = reshape(laptops);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().clashing, SizeIs(1));
}

TEST_P(LedgerBulk, LeavesWhatIsOverAsItWas) {
  auto lab = make({.kind = "room"});
  ASSERT_TRUE(book(lab.id, 0, 60) && book(lab.id, 60, 120));
  clock.advance(at(0, 60).ends() - clock.now());
  lab.turn_round_before = minutes(5);
  ASSERT_FALSE(reshape(lab)) << "the second would need what the first still holds";
  clock.advance(minutes(60));
  ASSERT_TRUE(reshape(lab));
  EXPECT_EQ(claims(), 24);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBulk, MendsWhatAnotherProcessBookedByTheOldShape) {
  auto lab = make({.kind = "room"});
  core::StoredLedger other(central(), clock);
  other.load();
  lab.turn_round_after = minutes(10);
  ASSERT_TRUE(reshape(lab));
  const auto late = central().write([&](Transaction& transaction) { return other.book(transaction, wish({{lab.id, at(0, 60), 1}})); });
  ASSERT_TRUE(late);
  EXPECT_THAT(faults(), SizeIs(2));
  ledger.sweep();
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_EQ(claims(), 14);
}

TEST_P(LedgerBulk, RefusesAWholeThatIsPartOfItself) {
  auto hall = make({.kind = "room"});
  const auto both = make({.kind = "room", .parts = {hall.id}});
  hall.parts = {both.id};
  EXPECT_THROW(static_cast<void>(reshape(hall)), std::invalid_argument);
}

LODGE_ON_BOTH_ENGINES(LedgerBulk);

}  // namespace
}  // namespace lodge::test
