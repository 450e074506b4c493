#include "core/near_ids.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

namespace lodge::core {
namespace {

TEST(NearIds, AreAllDifferentAndLieTogether) {
  NearIds<BookingId> ids;
  std::set<BookingId> seen;
  const auto begins = ids.next().text().substr(0, 20);
  for (int i = 0; i < 100'000; ++i) {
    const auto id = ids.next();
    EXPECT_EQ(id.text().substr(0, 20), begins);
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 100'000u);
}

TEST(NearIds, OfTwoMakersAreFarApart) {
  NearIds<BookingId> one, other;
  EXPECT_NE(one.next().text().substr(0, 20), other.next().text().substr(0, 20));
}

TEST(IdOfNow, SortsByWhenItWasMade) {
  const auto first = id_of_now<BookingId>();
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  const auto then = id_of_now<BookingId>();
  EXPECT_LT(first, then);
  EXPECT_LT(first.text(), then.text());
}

TEST(IdOfNow, CannotBeGuessedFromItsTime) {
  std::set<std::string> ends;
  for (int i = 0; i < 10'000; ++i) ends.insert(id_of_now<BookingId>().text().substr(11));
  EXPECT_EQ(ends.size(), 10'000u);
}

}  // namespace
}  // namespace lodge::core
