#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

#include <random>

namespace lodge::test {
namespace {

using testing::IsEmpty;
using std::chrono::minutes;

constexpr int kClients = 50, kSlots = 20, kRounds = 5;

class LedgerRace : public OnALedger {};

TEST_P(LedgerRace, GivesEachSlotToExactlyOneOfFifty) {
  const auto hall = room();
  room();
  for (int round = 0; round < kRounds; ++round) {
    std::array<std::atomic<int>, kSlots> winners{};
    std::atomic<int> without_alternatives = 0;
    const auto slot_at = [&](int slot) { return at((round * kSlots + slot) * 30, (round * kSlots + slot) * 30 + 30); };
    at_once(kClients, [&](int) {
      for (int slot = 0; slot < kSlots; ++slot) {
        const auto booked = book(wish({{hall, slot_at(slot), 1}}));
        if (booked) ++winners[static_cast<std::size_t>(slot)];
        else if (nearest(booked.error()).empty()) ++without_alternatives;
      }
    });
    for (const auto& of_slot : winners) EXPECT_EQ(of_slot, 1);
    EXPECT_EQ(without_alternatives, 0);
  }
  EXPECT_EQ(claims(), kRounds * kSlots * 6);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerRace, NeverSellsMoreOfAPoolThanThereIs) {
  constexpr int kLaptops = 30, kTakers = 16;
  const auto laptops = pool(kLaptops);
  std::vector<std::pair<Interval, int>> won[kTakers];
  std::atomic<int> refused_with_room = 0;
  at_once(kTakers, [&](int taker) {
    std::mt19937 random(static_cast<unsigned>(taker));
    for (int i = 0; i < 15; ++i) {
      const int from = static_cast<int>(random() % 6) * 10, units = 1 + static_cast<int>(random() % 5);
      const auto when = at(from, from + 20);
      if (book(wish({{laptops, when, units}}))) won[taker].emplace_back(when, units);
      // Nobody gives laptops back here, so that what is refused once has no room for ever.
      else if (!free({laptops}, when, units).empty()) ++refused_with_room;
    }
  });
  EXPECT_EQ(refused_with_room, 0) << "Taken only when too few remain";
  int most = 0;
  for (int minute = 0; minute < 80; minute += 5) {
    int used = 0;
    for (const auto& taker : won) {
      for (const auto& [when, units] : taker) used += when.contains(at(minute, minute + 5).starts()) ? units : 0;
    }
    EXPECT_LE(used, kLaptops);
    most = std::max(most, used);
  }
  EXPECT_GE(most, kLaptops - 4);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerRace, GivesAnExpiredHoldToExactlyOneClaimant) {
  const auto hall = room();
  for (int slot = 0; slot < 5; ++slot) {
    ASSERT_TRUE(hold(hall, slot * 60, slot * 60 + 60));
    clock.advance(minutes(10));
    std::atomic<int> winners = 0;
    at_once(16, [&](int i) {
      if (i == 0) ledger.sweep();
      else if (book(hall, slot * 60, slot * 60 + 60)) ++winners;
    });
    EXPECT_EQ(winners, 1);
  }
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerRace, StaysSoundWhenEverybodyDoesEverything) {
  const auto left = room(), right = room(), laptops = pool(4), lab = make({.kind = "room", .turn_round_after = minutes(10)}).id;
  const auto hall = make({.kind = "room", .parts = {left, right}}).id;
  const std::vector<ResourceId> all{left, right, hall, laptops, lab};
  at_once(12, [&](int worker) {
    std::mt19937 random(static_cast<unsigned>(worker));
    std::vector<Booking> mine;
    for (int i = 0; i < 25; ++i) {
      const int from = static_cast<int>(random() % 24) * 5, length = 5 + static_cast<int>(random() % 6) * 5;
      const Want want{all[random() % all.size()], at(from, from + length), 1};
      const auto what = random() % 6;
      if (mine.empty() || what < 3) {
        auto wanted = wish({want, {all[random() % all.size()], at(from, from + length), 1}});
        if (what == 0) wanted.decided_on = {{"common", 0}};
        if (auto booked = book(wanted)) mine.push_back(*booked);
      } else if (what == 3) {
        if (auto changed = change(mine.back().id, mine.back().version, {want})) mine.back() = *changed;
      } else if (what == 4) {
        ASSERT_TRUE(cancel(mine.back().id));
        mine.pop_back();
      } else {
        central().write([&](Transaction& transaction) { ledger.displace(transaction, std::vector{want}); });
      }
    }
  });
  EXPECT_THAT(faults(), IsEmpty());
}

LODGE_ON_BOTH_ENGINES(LedgerRace);

}  // namespace
}  // namespace lodge::test
