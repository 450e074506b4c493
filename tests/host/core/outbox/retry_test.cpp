#include "core/outbox/retry.h"

#include <gtest/gtest.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

TEST(Retry, WaitsThreeTimesAsLongEachTimeUpToTheLongest) {
  constexpr double kMiddle = 0.5;
  EXPECT_EQ(retry_delay(1, 5s, 1h, kMiddle), 5s);
  EXPECT_EQ(retry_delay(2, 5s, 1h, kMiddle), 15s);
  EXPECT_EQ(retry_delay(3, 5s, 1h, kMiddle), 45s);
  EXPECT_EQ(retry_delay(9, 5s, 1h, kMiddle), 1h);
  EXPECT_EQ(retry_delay(1'000'000'000, 5s, 1h, kMiddle), 1h);
}

TEST(Retry, SpreadsByAQuarter) {
  EXPECT_EQ(retry_delay(1, 4s, 1h, 0.0), 3s);
  EXPECT_EQ(retry_delay(1, 4s, 1h, 1.0), 5s);
}

}  // namespace
}  // namespace lodge::core
