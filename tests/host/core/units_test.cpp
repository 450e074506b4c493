#include "core/units.h"

#include <gtest/gtest.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

TEST(Units, ReadTimes) {
  EXPECT_EQ(parse_duration("300ms"), 300ms);
  EXPECT_EQ(parse_duration("10s"), 10s);
  EXPECT_EQ(parse_duration("5min"), 5min);
  EXPECT_EQ(parse_duration("24h"), 24h);
  EXPECT_EQ(parse_duration("1 day"), 24h);
  EXPECT_EQ(parse_duration("5 days"), 120h);
  EXPECT_EQ(parse_duration("2weeks"), 336h);
  EXPECT_EQ(parse_duration("0s"), 0s);
}

TEST(Units, RefuseTimesThatCouldMeanAnything) {
  for (const auto* text : {"", "10", "s", "-1s", "1.5h", "1m", "1  s", " 1s", "1s ", "1H", "one day", "99999999999999999999s", "40000 days"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Units, ReadSizes) {
  EXPECT_EQ(parse_size("512B"), 512);
  EXPECT_EQ(parse_size("64KB"), 65536);
  EXPECT_EQ(parse_size("1 MB"), 1048576);
  for (const auto* text : {"", "1", "1M", "1mb", "-1B", "9999999999GB"}) EXPECT_FALSE(parse_size(text)) << text;
}

TEST(Units, ReadNumbersAndNothingBehindThem) {
  EXPECT_EQ(parse_whole_number("-7"), -7);
  for (const auto* text : {"", "7 ", " 7", "+7", "7.0", "0x7", "9223372036854775808"}) EXPECT_FALSE(parse_whole_number(text)) << text;
}

TEST(Units, ReadYesAndNo) {
  EXPECT_EQ(parse_yes_no("yes"), true);
  EXPECT_EQ(parse_yes_no("no"), false);
  EXPECT_EQ(parse_yes_no("true"), std::nullopt);
}

}  // namespace
}  // namespace lodge::core
