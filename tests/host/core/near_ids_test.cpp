#include "core/near_ids.h"

#include <gtest/gtest.h>

#include <set>

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

}  // namespace
}  // namespace lodge::core
