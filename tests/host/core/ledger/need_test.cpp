#include "core/ledger/need.h"
#include "words.h"

#include <gtest/gtest.h>

namespace lodge::core::ledger {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST(Need, CountsAtomsFromTheEpoch) {
  EXPECT_EQ(atom_of(Instant(minutes(10)), seconds(300)), 2);
  EXPECT_EQ(atom_of(Instant(minutes(14)), seconds(300)), 2);
  EXPECT_EQ(time_of(2, 3, seconds(300)), Interval::make(Instant(minutes(10)), Instant(minutes(15))));
}

TEST(Need, IsOneForEachAtom) {
  const auto room = a_room();
  const auto all = needs(spans(shape_of(room), {room.id, at(0, 60), 1}));
  ASSERT_EQ(all.size(), 12u);
  EXPECT_EQ(all.front().atom, atom_of(minute(0), room.grid));
  EXPECT_EQ(all.back().atom, atom_of(minute(55), room.grid));
}

TEST(Need, HasTurnRoundOnBothSides) {
  auto room = a_room();
  room.turn_round_before = minutes(5);
  room.turn_round_after = minutes(10);
  const auto all = needs(spans(shape_of(room), {room.id, at(0, 60), 1}));
  EXPECT_EQ(all.size(), 15u);
  EXPECT_EQ(all.front().atom, atom_of(minute(-5), room.grid));
}

TEST(Need, OfAWholeFallsOnItsLeavesInTheirGrids) {
  auto hall = a_room();
  const Shape shape{hall, {{ResourceId::random(), seconds(300), 1}, {ResourceId::random(), seconds(60), 1}}};
  EXPECT_EQ(needs(spans(shape, {hall.id, at(0, 60), 1})).size(), 12u + 60u);
}

TEST(Need, CountsTheLargerOfTwoThatMeet) {
  const auto pool = a_pool(5);
  auto all = spans(shape_of(pool), {pool.id, at(0, 60), 2});
  const auto more = spans(shape_of(pool), {pool.id, at(30, 90), 3});
  all.insert(all.end(), more.begin(), more.end());
  const auto merged = needs(all);
  ASSERT_EQ(merged.size(), 18u);
  EXPECT_TRUE(std::ranges::is_sorted(merged));
  EXPECT_EQ(merged[0].units, 2);
  EXPECT_EQ(merged[6].units, 3);
  EXPECT_EQ(merged[17].units, 3);
}

TEST(Need, TakesTheWholeAtomThatAnOddEndTouches) {
  const auto room = a_room();
  EXPECT_EQ(needs(spans(shape_of(room), {room.id, at(0, 61), 1})).size(), 13u);
}

TEST(Need, RefusesWhatNobodyCouldWant) {
  const auto room = a_room();
  EXPECT_FALSE(misfit(room, {room.id, at(0, 60), 1}));
  EXPECT_FALSE(misfit(room, {room.id, at(0, 14 * 24 * 60), 1}));
  EXPECT_TRUE(misfit(room, {room.id, at(0, 61), 1}));
  EXPECT_TRUE(misfit(room, {room.id, at(2, 62), 1}));
  EXPECT_TRUE(misfit(room, {room.id, at(0, 14 * 24 * 60 + 5), 1}));
  EXPECT_TRUE(misfit(room, {room.id, at(0, 60), 2}));
  EXPECT_TRUE(misfit(room, {room.id, at(0, 60), 0}));
}

TEST(Need, RefusesAWishThatNobodyCouldMake) {
  const auto room = a_room();
  const BookingWish good{.site = room.site, .kind = "rooms.booking", .owner = PersonId::random(), .wants = {{room.id, at(0, 60), 1}}};
  EXPECT_FALSE(misfit(good));
  auto wish = good;
  wish.kind = "two words";
  EXPECT_TRUE(misfit(wish));
  wish = good;
  wish.idempotency_key = std::string(65, 'x');
  EXPECT_TRUE(misfit(wish));
  wish = good;
  wish.state = BookingState::held;
  EXPECT_TRUE(misfit(wish)) << "a hold says until when";
  wish.held_until = minute(10);
  EXPECT_FALSE(misfit(wish));
  wish = good;
  wish.state = BookingState::cancelled;
  EXPECT_TRUE(misfit(wish));
  wish = good;
  wish.wants.assign(201, good.wants[0]);
  EXPECT_TRUE(misfit(wish));
}

TEST(Need, RefusesAResourceThatCannotBe) {
  auto room = a_room();
  EXPECT_FALSE(misfit(room));
  room.turn_round_after = minutes(3);
  EXPECT_TRUE(misfit(room));
  EXPECT_TRUE(misfit(a_pool(0)));
  EXPECT_TRUE(misfit(a_pool(10'001)));
  EXPECT_FALSE(misfit(a_pool(10'000)));
}

}  // namespace
}  // namespace lodge::core::ledger
