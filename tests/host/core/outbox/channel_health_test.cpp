#include "core/outbox/channel_health.h"

#include <gtest/gtest.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;
using News = ChannelHealth::News;

constexpr Instant kStart{1'800'000'000'000'000us};

TEST(ChannelHealth, BearsTwoOutagesInARow) {
  ChannelHealth health(15min);
  health.outage(kStart);
  health.outage(kStart);
  EXPECT_FALSE(health.resting(kStart));
  health.outage(kStart);
  EXPECT_TRUE(health.resting(kStart));
  EXPECT_FALSE(health.resting(kStart + 1s));
}

TEST(ChannelHealth, RestsLongerEachTimeAndAMinuteAtMost) {
  ChannelHealth health(15min);
  for (int i = 0; i < 5; ++i) health.outage(kStart);
  EXPECT_TRUE(health.resting(kStart + 3s));
  EXPECT_FALSE(health.resting(kStart + 4s));
  for (int i = 0; i < 1000; ++i) health.outage(kStart);
  EXPECT_TRUE(health.resting(kStart + 59s));
  EXPECT_FALSE(health.resting(kStart + 60s));
}

TEST(ChannelHealth, IsWellAgainWithOneAnswer) {
  ChannelHealth health(15min);
  for (int i = 0; i < 10; ++i) health.outage(kStart);
  EXPECT_EQ(health.dead_since(), kStart);
  EXPECT_EQ(health.answered(), News::none);
  EXPECT_FALSE(health.resting(kStart));
  EXPECT_EQ(health.dead_since(), std::nullopt);
}

TEST(ChannelHealth, AlarmsOnceAfterLongAndAgainAsLongAfter) {
  ChannelHealth health(15min);
  EXPECT_EQ(health.outage(kStart), News::none);
  EXPECT_EQ(health.outage(kStart + 14min), News::none);
  EXPECT_EQ(health.outage(kStart + 15min), News::dead);
  EXPECT_EQ(health.outage(kStart + 16min), News::none);
  EXPECT_EQ(health.outage(kStart + 30min), News::dead);
  EXPECT_EQ(health.answered(), News::alive_again);
  EXPECT_EQ(health.outage(kStart + 31min), News::none);
}

}  // namespace
}  // namespace lodge::core
