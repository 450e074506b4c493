#include "core/ledger/occupancy.h"
#include "words.h"

#include <gtest/gtest.h>

namespace lodge::core::ledger {
namespace {

void take(Occupancy& occupancy, const std::vector<Claim>& claims) {
  for (const auto& claim : claims) occupancy.add(claim);
}

TEST(Occupancy, HasNoShortageWhereNobodyIs) {
  const auto room = a_room();
  EXPECT_FALSE(shortage(request_of(shape_of(room), {room.id, at(0, 60), 1}), Occupancy()));
}

TEST(Occupancy, SaysWhoIsInTheWayAndForHowLong) {
  const auto room = a_room();
  const auto first = request_of(shape_of(room), {room.id, at(20, 40), 1}), second = request_of(shape_of(room), {room.id, at(40, 50), 1});
  Occupancy occupancy;
  take(occupancy, choose(first.needs, first.booking, occupancy, 0));
  take(occupancy, choose(second.needs, second.booking, occupancy, 0));
  const auto lacking = shortage(request_of(shape_of(room), {room.id, at(0, 60), 1}), occupancy);
  ASSERT_TRUE(lacking);
  EXPECT_EQ(lacking->by, first.booking);
  EXPECT_EQ(lacking->clash, at(20, 40));
  EXPECT_EQ(lacking->want, 0u);
}

TEST(Occupancy, FillsAPoolToTheLastUnit) {
  const auto pool = a_pool(3);
  Occupancy occupancy;
  for (std::size_t seed = 0; seed < 3; ++seed) {
    const auto one = request_of(shape_of(pool), {pool.id, at(0, 10), 1});
    ASSERT_FALSE(shortage(one, occupancy));
    take(occupancy, choose(one.needs, one.booking, occupancy, 7));
  }
  EXPECT_TRUE(shortage(request_of(shape_of(pool), {pool.id, at(5, 15), 1}), occupancy));
  EXPECT_FALSE(shortage(request_of(shape_of(pool), {pool.id, at(10, 15), 3}), occupancy));
  EXPECT_EQ(occupancy.used(pool.id, atom_of(minute(0), pool.grid)), 3);
}

TEST(Occupancy, KeepsToAUnitWhereItCan) {
  const auto pool = a_pool(10);
  const auto one = request_of(shape_of(pool), {pool.id, at(0, 60), 2});
  const auto claims = choose(one.needs, one.booking, Occupancy(), 4);
  ASSERT_EQ(claims.size(), 24u);
  EXPECT_TRUE(std::ranges::is_sorted(claims));
  for (const auto& claim : claims) EXPECT_TRUE(claim.unit == 4 || claim.unit == 5);
}

TEST(Occupancy, ChangesUnitsInTheMiddleWhenItMust) {
  const auto pool = a_pool(2);
  const auto first = BookingId::random(), second = BookingId::random();
  const auto atom = atom_of(minute(0), pool.grid);
  Occupancy occupancy;
  take(occupancy, {{pool.id, atom, 0, first}, {pool.id, atom + 1, 1, second}});
  const auto one = request_of(shape_of(pool), {pool.id, at(0, 10), 1});
  const auto claims = choose(one.needs, one.booking, occupancy, 0);
  ASSERT_EQ(claims.size(), 2u);
  EXPECT_EQ(claims[0].unit, 1);
  EXPECT_EQ(claims[1].unit, 0);
}

TEST(Occupancy, KeepsWhatABookingNeedsAndAnswersTheRest) {
  const auto room = a_room();
  auto request = request_of(shape_of(room), {room.id, at(30, 90), 1});
  const auto held = request_of(shape_of(room), {room.id, at(0, 60), 1});
  const auto rest = keep_what_fits(request, choose(held.needs, request.booking, Occupancy(), 0));
  EXPECT_EQ(request.kept.size(), 6u);
  EXPECT_EQ(request.needs.size(), 6u);
  EXPECT_EQ(rest.size(), 6u);
}

TEST(Occupancy, NamesEverybodyInTheWayOnce) {
  const auto pool = a_pool(2);
  Occupancy occupancy;
  std::set<BookingId> expected;
  for (int i = 0; i < 2; ++i) {
    const auto one = request_of(shape_of(pool), {pool.id, at(0, 60), 1});
    take(occupancy, choose(one.needs, one.booking, occupancy, 0));
    expected.insert(one.booking);
  }
  const auto wanted = request_of(shape_of(pool), {pool.id, at(30, 90), 1});
  EXPECT_EQ(occupancy.in_the_way(wanted.needs), expected);
  occupancy.forget({*expected.begin()});
  EXPECT_TRUE(occupancy.in_the_way(wanted.needs).empty());
}

TEST(Occupancy, NamesNobodyWhereThereWereNeverEnough) {
  const auto pool = a_pool(2);
  auto request = request_of(shape_of(pool), {pool.id, at(0, 60), 3});
  const auto lacking = shortage(request, Occupancy());
  ASSERT_TRUE(lacking);
  EXPECT_EQ(lacking->by, BookingId());
}

}  // namespace
}  // namespace lodge::core::ledger
