#include "core/dates.h"
#include "core/local_time.h"

#include <gmock/gmock.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const LocalDate kSpring{2027y / 3 / 28};   // London's clocks go from 1:00 to 2:00
const LocalDate kAutumn{2026y / 10 / 25};  // and from 2:00 back to 1:00

class LondonTime : public testing::Test {
 protected:
  const TimeZone london = *TimeZone::find("Europe/London");
};

TEST_F(LondonTime, SummerIsAnHourAheadOfUtc) {
  EXPECT_EQ(london.instant(2026y / 9 / 2, 9h), Instant(sys_days(2026y / 9 / 2) + 8h));
  EXPECT_EQ(london.instant(2026y / 11 / 23, 9h), Instant(sys_days(2026y / 11 / 23) + 9h));
}

TEST_F(LondonTime, HasNoHalfPastOneWhenTheClocksGoForward) {
  EXPECT_EQ(london.instant(kSpring, 90min), std::unexpected(LocalTimeFault::does_not_exist));
  EXPECT_EQ(london.nearest(kSpring, 90min), Instant(sys_days(kSpring) + 1h));
  EXPECT_EQ(london.instant(kSpring, 2h), Instant(sys_days(kSpring) + 1h));
}

TEST_F(LondonTime, HasHalfPastOneTwiceWhenTheClocksGoBack) {
  EXPECT_EQ(london.instant(kAutumn, 90min), std::unexpected(LocalTimeFault::happens_twice));
  EXPECT_EQ(london.nearest(kAutumn, 90min), Instant(sys_days(kAutumn) + 30min));
  EXPECT_EQ(london.minutes(Instant(sys_days(kAutumn) + 30min)), 90min);
  EXPECT_EQ(london.minutes(Instant(sys_days(kAutumn) + 90min)), 90min);
}

TEST_F(LondonTime, ADayHasTwentyThreeToTwentyFiveHours) {
  EXPECT_EQ(london.whole_day(kSpring).length(), 23h);
  EXPECT_EQ(london.whole_day(kAutumn).length(), 25h);
  EXPECT_EQ(london.whole_day(2026y / 11 / 23).length(), 24h);
}

TEST_F(LondonTime, ADateEndsAtItsOwnMidnight) {
  EXPECT_EQ(london.date(Instant(sys_days(2026y / 7 / 1) + 23h)), 2026y / 7 / 2);
  EXPECT_EQ(london.date(Instant(sys_days(2026y / 12 / 1) + 23h)), 2026y / 12 / 1);
}

TEST(TimeZone, IsNothingWhenTheNameIsUnknown) {
  EXPECT_FALSE(TimeZone::find("Europe/Londn"));
  EXPECT_FALSE(TimeZone::find(""));
}

TEST(Dates, AreReadStrictly) {
  EXPECT_EQ(parse_date("2026-09-02"), 2026y / 9 / 2);
  for (const auto* wrong : {"2026-9-2", "2026-02-30", "31/02/2013", "2026-13-01", "2026-00-10", "", "2026-09-02 ", "20a6-09-02"}) {
    EXPECT_FALSE(parse_date(wrong)) << wrong;
  }
  EXPECT_EQ(date_text(2026y / 9 / 2), "2026-09-02");
}

TEST(TimesOfDay, AreReadStrictly) {
  EXPECT_EQ(parse_time_of_day("08:40"), 520min);
  EXPECT_EQ(parse_time_of_day("8:40"), 520min);
  for (const auto* wrong : {"24:00", "8", "8:4", "08:60", ":40", "008:40", "-1:40"}) EXPECT_FALSE(parse_time_of_day(wrong)) << wrong;
}

}  // namespace
}  // namespace lodge::core
