// Holds that expire, and how a booking advances.
#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using std::chrono::minutes;

class LedgerHold : public OnALedger {};

TEST_P(LedgerHold, ExpiresAHold) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  ASSERT_TRUE(held);
  EXPECT_FALSE(book(hall, 0, 60));
  EXPECT_THAT(free({hall}, at(0, 60)), IsEmpty());
  clock.advance(minutes(10));
  EXPECT_EQ(find(held->id)->state, BookingState::cancelled);
  EXPECT_THAT(free({hall}, at(0, 60)), ElementsAre(hall));
  EXPECT_THAT(between({hall}, at(0, 60)), IsEmpty());
  EXPECT_FALSE(advance(held->id, held->version, BookingState::confirmed));
  EXPECT_THAT(central().read([&](Reader& reader) {
    return ledger.preview(reader, std::vector{wish({{hall, at(0, 60), 1}})});
  }), IsEmpty());
}

TEST_P(LedgerHold, RemovesAnExpiredHoldThatStandsInTheWay) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  clock.advance(minutes(10));
  EXPECT_TRUE(book(hall, 30, 90));
  EXPECT_EQ(claims(), 12);
  EXPECT_EQ(find(held->id)->version, 2);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerHold, TakesTheUnitsOfExpiredHoldsFromAPool) {
  const auto laptops = pool(2);
  ASSERT_TRUE(hold(laptops, 0, 60));
  ASSERT_TRUE(hold(laptops, 0, 60));
  EXPECT_FALSE(book(laptops, 0, 60));
  clock.advance(minutes(10));
  EXPECT_TRUE(book(laptops, 0, 60, 2));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerHold, SweepsExpiredHolds) {
  const auto hall = room();
  ASSERT_TRUE(hold(hall, 0, 60));
  ASSERT_TRUE(hold(hall, 60, 120, minutes(60)));
  clock.advance(minutes(10));
  EXPECT_EQ(ledger.sweep(), 1u);
  EXPECT_EQ(ledger.sweep(), 0u);
  EXPECT_EQ(claims(), 12);
}

TEST_P(LedgerHold, ConfirmsAHoldThatThenNeverExpires) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  const auto confirmed = advance(held->id, held->version, BookingState::confirmed);
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(confirmed->version, 2);
  clock.advance(minutes(60));
  EXPECT_EQ(find(held->id)->state, BookingState::confirmed);
  EXPECT_FALSE(book(hall, 0, 60));
}

TEST_P(LedgerHold, AdvancesOnlyForward) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  const auto pending = advance(held->id, 1, BookingState::pending);
  ASSERT_TRUE(pending);
  EXPECT_FALSE(advance(held->id, 1, BookingState::confirmed)) << "the version moved";
  EXPECT_TRUE(advance(held->id, 2, BookingState::confirmed));
  const auto back = advance(held->id, 3, BookingState::pending);
  ASSERT_FALSE(back);
  EXPECT_EQ(std::get<Changed>(back.error()).now.state, BookingState::confirmed);
  EXPECT_TRUE(std::holds_alternative<NotFound>(advance(BookingId::random(), 1, BookingState::confirmed).error()));
}

LODGE_ON_BOTH_ENGINES(LedgerHold);

}  // namespace
}  // namespace lodge::test
