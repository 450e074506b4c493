#include "core/ledger/nearest.h"
#include "words.h"

#include <gmock/gmock.h>

namespace lodge::core::ledger {
namespace {

using std::chrono::minutes;

class Nearest : public testing::Test {
 protected:
  /// The times offered instead of `want` when `taken` are.
  std::vector<Interval> around(const Want& want, const std::vector<Interval>& taken, Instant earliest = minute(-5'000)) {
    const auto shape = shape_of(room);
    auto window = empty_window(shape, shape.leaves[0], want);
    for (const auto& one : taken) {
      for (auto atom = atom_of(one.starts(), room.grid); atom < atom_of(one.ends(), room.grid); ++atom) {
        const auto place = atom - window.first;
        if (place >= 0 && place < static_cast<std::int64_t>(window.used.size())) ++window.used[static_cast<std::size_t>(place)];
      }
    }
    std::vector<Interval> times;
    for (const auto& offer : nearest_times(shape, want, std::span(&window, 1), earliest)) times.push_back(offer.when);
    return times;
  }
  Want hour(int from) const { return {room.id, at(from, from + 60), 1}; }

  Resource room = a_room();
};

TEST_F(Nearest, OffersBothSidesAndOneMore) {
  EXPECT_THAT(around(hour(600), {at(600, 660)}), testing::ElementsAre(at(540, 600), at(660, 720), at(480, 540)));
}

TEST_F(Nearest, FindsAGapThatFits) {
  EXPECT_THAT(around(hour(600), {at(500, 700), at(755, 900), at(965, 5'000)}),
              testing::ElementsAre(at(440, 500), at(380, 440), at(900, 960)));
}

TEST_F(Nearest, OffersNothingBeforeTheEarliest) {
  EXPECT_THAT(around(hour(600), {at(600, 660)}, minute(560)), testing::ElementsAre(at(660, 720), at(720, 780)));
}

TEST_F(Nearest, LeavesTurnRoundBetween) {
  room.turn_round_after = minutes(15);
  EXPECT_THAT(around(hour(600), {at(600, 675)}), testing::ElementsAre(at(525, 585), at(675, 735), testing::_));
}

TEST_F(Nearest, GivesUpAfterADay) {
  EXPECT_THAT(around(hour(600), {at(-2'000, 4'000)}), testing::IsEmpty());
}

}  // namespace
}  // namespace lodge::core::ledger
