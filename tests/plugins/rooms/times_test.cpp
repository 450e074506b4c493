#include "plugins/fakes.h"

#include "occurrence.h"
#include "opening.h"
#include "school_days.h"
#include "settings.h"

#include <gmock/gmock.h>

namespace lodge::rooms {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;
using testing::ElementsAre;
using testing::SizeIs;

constexpr LocalDate kThursday = year(2026) / 11 / 12;

class TimesTest : public testing::Test {
 protected:
  std::expected<When, Unfit> at(int from, int to) const { return resolve(calendar_, site_, {kThursday, "", minutes(from), minutes(to)}); }
  std::optional<Unfit> outside_at(const When& when, SchoolDay::Kind day, bool manages = false) const {
    return outside(limits(settings_, site_), when, day, now_, manages);
  }
  When when(std::string period = "4") const { return *resolve(calendar_, site_, {.date = kThursday, .period = std::move(period)}); }

  SiteId site_ = SiteId::random();
  test::PlainCalendar calendar_;
  test::StandardSettings settings_;
  Instant now_ = sys_days(kThursday) + minutes(570);
};

TEST_F(TimesTest, APeriodBecomesItsTime) {
  EXPECT_EQ(when().starts, minutes(740));
  EXPECT_EQ(when().interval.starts(), Instant(sys_days(kThursday) + minutes(740)));
  EXPECT_EQ(resolve(calendar_, site_, {.date = kThursday, .period = "9"}).error(), Unfit::no_such_period);
}

TEST_F(TimesTest, AClockTimeLiesOnFiveMinutesAndEndsAfterItBegins) {
  EXPECT_TRUE(at(605, 640));
  EXPECT_EQ(at(601, 640).error(), Unfit::not_five_minutes);
  EXPECT_EQ(at(600, 642).error(), Unfit::not_five_minutes);
  EXPECT_EQ(at(640, 640).error(), Unfit::ends_before_starts);
}

TEST_F(TimesTest, NothingIsBookedInThePastNotEvenByTheOffice) {
  EXPECT_EQ(outside_at(when("Reg"), SchoolDay::Kind::school), Unfit::past);
  EXPECT_EQ(outside_at(when("Reg"), SchoolDay::Kind::school, true), Unfit::past);
  EXPECT_EQ(outside_at(when("1"), SchoolDay::Kind::school), std::nullopt) << "a period that runs can still be had";
}

TEST_F(TimesTest, TheSchoolsLimitsHoldForTeachersOnly) {
  settings_.set["rooms.closed_days"] = "no";
  settings_.set["rooms.notice"] = "24h";
  EXPECT_EQ(outside_at(when(), SchoolDay::Kind::closure), Unfit::closed_day);
  EXPECT_EQ(outside_at(when(), SchoolDay::Kind::school), Unfit::too_short_notice);
  EXPECT_EQ(outside_at(when(), SchoolDay::Kind::closure, true), std::nullopt);
  settings_.set["rooms.notice"] = "0min";
  settings_.set["rooms.closes"] = "13:00";
  EXPECT_EQ(outside_at(when(), SchoolDay::Kind::school), Unfit::outside_hours);
}

TEST_F(TimesTest, FarAheadIsTooFar) {
  settings_.set["rooms.book_ahead"] = "14 days";
  const auto far = resolve(calendar_, site_, {.date = year(2026) / 11 / 27, .period = "4"});
  EXPECT_EQ(outside_at(*far, SchoolDay::Kind::school), Unfit::too_far_ahead);
}

TEST_F(TimesTest, SchoolDaysAheadPassOverWeekendsAndHolidays) {
  SchoolDays days;
  calendar_.closures[year(2026) / 11 / 17] = "INSET day";
  const auto ahead = [&](LocalDate date) { return days.ahead(calendar_, site_, kThursday, date); };
  EXPECT_EQ(ahead(year(2026) / 11 / 18), 3) << "Friday, Monday, Wednesday";
  EXPECT_EQ(ahead(kThursday), 0);
  EXPECT_EQ(ahead(year(2026) / 11 / 1), 0);
  EXPECT_EQ(days.ahead(calendar_, site_, year(2026) / 11 / 13, year(2026) / 11 / 18), 2) << "the next morning";
}

TEST(Dates, AreReadExactly) {
  EXPECT_EQ(parse_date("2026-11-12"), kThursday);
  for (const auto* wrong : {"", "2026-11-31", "2026-1-12", "12-11-2026", "2026-11-12 ", "2026-11-1x", "-026-11-12"}) {
    EXPECT_EQ(parse_date(wrong), std::nullopt) << wrong;
  }
  EXPECT_EQ(date_text(kThursday), "2026-11-12");
}

TEST(ClockTimes, AreReadExactly) {
  EXPECT_EQ(parse_minutes("16:35"), minutes(995));
  EXPECT_EQ(parse_minutes("4:35"), minutes(275));
  for (const auto* wrong : {"", "1635", "25:00", "16:60", "16:3", ":35", "24:01"}) EXPECT_EQ(parse_minutes(wrong), std::nullopt) << wrong;
  EXPECT_EQ(minutes_text(minutes(275)), "04:35");
}

TEST(Weekly, GoesOnTheSameWeekdayToTheLastDay) {
  EXPECT_THAT(weekly(kThursday, year(2026) / 12 / 3), ElementsAre(kThursday, year(2026) / 11 / 19, year(2026) / 11 / 26, year(2026) / 12 / 3));
  EXPECT_THAT(weekly(kThursday, kThursday), SizeIs(1));
  EXPECT_THAT(weekly(kThursday, year(2026) / 1 / 1), SizeIs(1)) << "an end before the beginning is one date";
  EXPECT_THAT(weekly(kThursday, year(2036) / 1 / 1), SizeIs(61));
}

}  // namespace
}  // namespace lodge::rooms
