// What a booking claims beyond its own time and place: turn-round, parts of a whole, units of a pool.
#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using std::chrono::minutes;

const Taken& taken(const BookRefusal& refusal) { return std::get<Taken>(refusal); }

class LedgerParts : public OnALedger {};

TEST_P(LedgerParts, ClaimsTurnRoundTimeToo) {
  const auto lab = make({.kind = "room", .turn_round_before = minutes(5), .turn_round_after = minutes(15)}).id;
  ASSERT_TRUE(book(lab, 60, 120));
  EXPECT_FALSE(book(lab, 135, 180)) << "its own five minutes before meet the fifteen after";
  EXPECT_THAT(free({lab}, at(135, 180)), IsEmpty());
  EXPECT_THAT(free({lab}, at(140, 180)), ElementsAre(lab));
  EXPECT_TRUE(book(lab, 140, 180));
  EXPECT_FALSE(book(lab, 0, 45));
  EXPECT_TRUE(book(lab, 0, 40));
}

TEST_P(LedgerParts, ClaimsThePartsOfAWhole) {
  const auto left = room(), right = room();
  const auto hall = make({.kind = "room", .parts = {left, right}}).id;
  const auto all = book(hall, 0, 60);
  ASSERT_TRUE(all);
  EXPECT_EQ(taken(book(left, 30, 60).error()).by, all->id);
  ASSERT_TRUE(book(left, 60, 90));
  EXPECT_FALSE(book(hall, 60, 90));
  EXPECT_THAT(free({hall, left, right}, at(60, 90)), ElementsAre(right));
  EXPECT_THAT(between({right}, at(0, 60)), SizeIs(1)) << "the whole's booking touches its part";
  EXPECT_THAT(between({hall}, at(60, 90)), SizeIs(1)) << "and a part's its whole";
  EXPECT_EQ(claims(), 24 + 6);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerParts, NeverSellsAPartTwiceWhenWholesAndPartsRace) {
  const auto left = room(), right = room();
  const auto hall = make({.kind = "room", .parts = {left, right}}).id;
  const ResourceId choices[] = {left, right, hall};
  for (int round = 0; round < 5; ++round) {
    std::atomic<int> of_left = 0, of_right = 0, of_hall = 0;
    std::atomic<int>* won[] = {&of_left, &of_right, &of_hall};
    at_once(18, [&](int i) {
      if (book(choices[i % 3], round * 60, round * 60 + 60)) ++*won[i % 3];
    });
    EXPECT_TRUE((of_hall == 1 && of_left == 0 && of_right == 0) || (of_hall == 0 && of_left == 1 && of_right == 1))
        << of_hall << of_left << of_right;
  }
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerParts, TakesOtherUnitsAtOtherTimesOfOneBooking) {
  const auto laptops = pool(2);
  ASSERT_TRUE(book(laptops, 0, 30));
  ASSERT_TRUE(book(laptops, 30, 60));
  ASSERT_TRUE(book(laptops, 0, 60));
  EXPECT_FALSE(book(laptops, 25, 35));
}

LODGE_ON_BOTH_ENGINES(LedgerParts);

}  // namespace
}  // namespace lodge::test
