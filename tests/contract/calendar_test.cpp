#include "contract/engines.h"

#include "core/audit/audit_log.h"
#include "core/calendar/calendar.h"
#include "core/system_clock.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using core::Closure;
using core::SchoolYears;
using core::StoredCalendar;
using testing::IsEmpty;
using testing::SizeIs;

SchoolYears a_year() {
  SchoolYears years;
  years.years = {{"2026–27", 2026y / 8 / 1, 2027y / 7 / 31}};
  years.terms = {{"Autumn", 2026y / 9 / 2, 2026y / 12 / 18}, {"Spring", 2027y / 1 / 4, 2027y / 4 / 1}};
  years.closures = {{"Half term", Closure::Kind::holiday, 2026y / 10 / 26, 2026y / 10 / 30}};
  years.periods = {{"", "", 0, "1", "Period 1", 9h, 10h, PeriodKind::lesson},
                   {"", "", 0, "Br", "Break", 10h, 620min, PeriodKind::rest},
                   {"", "", 5, "1", "Early period 1", 510min, 9h, PeriodKind::lesson},
                   {"short", "", 0, "1", "Short period", 9h, 570min, PeriodKind::lesson}};
  years.letters = core::assign_letters(years, {"A", "B"});
  return years;
}

class CalendarContract : public OnBothEngines {
 protected:
  CalendarContract() {
    central().write([&](Transaction& transaction) {
      transaction.execute("insert into site (id, code, name, time_zone, created_at) values (?, ?, ?, ?, ?)",
                          {site, "ashdown", "Ashdown", "Europe/London", 0});
    });
  }
  std::int64_t audited(std::string_view action, LocalDate date) {
    return std::get<0>(*central().read([&](Reader& reader) {
      return reader.row<std::int64_t>("select count(*) from audit where action = ? and object = ?", {action, date_text(date)});
    }));
  }
  const SiteId site = SiteId::random();
  const Actor clerk{Actor::By::program, site, {}, {}, "en", {}};
  core::SystemClock clock;
  core::AuditLog audit{clock};
  StoredCalendar calendar{central()};
  StoredCalendar elsewhere{central()};  // another host
};

TEST_P(CalendarContract, AnswersWhatWasStored) {
  calendar.replace(site, a_year());
  const auto day = elsewhere.day(site, 2026y / 11 / 23);
  EXPECT_EQ(day.kind, SchoolDay::Kind::school);
  EXPECT_EQ(day.week_letter, calendar.snapshot(site)->years().letters.at(2026y / 11 / 23));
  ASSERT_THAT(day.periods, SizeIs(2));
  EXPECT_EQ(day.periods[0].name, "Period 1");
  EXPECT_EQ(day.periods[0].when.starts(), Instant(std::chrono::sys_days(2026y / 11 / 23) + 9h));
  EXPECT_EQ(elsewhere.term_at(site, 2026y / 11 / 23)->name, "Autumn");
  EXPECT_THAT(elsewhere.terms(site), SizeIs(2));
  EXPECT_EQ(elsewhere.day(site, 2026y / 10 / 27).closure, "Half term");
}

TEST_P(CalendarContract, AWeekdayMayHaveItsOwnPeriods) {
  calendar.replace(site, a_year());
  const auto friday = calendar.day(site, 2026y / 11 / 27);
  ASSERT_THAT(friday.periods, SizeIs(1));
  EXPECT_EQ(friday.periods[0].name, "Early period 1");
}

TEST_P(CalendarContract, ASpecialDayHasItsOwnSchedule) {
  calendar.replace(site, a_year());
  calendar.set_special_day(clerk, audit, 2026y / 11 / 28, core::SpecialDay{"Open morning", "short"});
  const auto saturday = calendar.day(site, 2026y / 11 / 28);
  EXPECT_EQ(saturday.kind, SchoolDay::Kind::school);
  ASSERT_THAT(saturday.periods, SizeIs(1));
  EXPECT_EQ(saturday.periods[0].name, "Short period");
  calendar.set_special_day(clerk, audit, 2026y / 11 / 28, std::nullopt);
  EXPECT_EQ(calendar.day(site, 2026y / 11 / 28).kind, SchoolDay::Kind::weekend);
  EXPECT_EQ(audited("calendar.special_day_set", 2026y / 11 / 28), 1);
  EXPECT_EQ(audited("calendar.special_day_removed", 2026y / 11 / 28), 1);
}

TEST_P(CalendarContract, AShiftDoesWhatItsPreviewSaid) {
  calendar.replace(site, a_year());
  const auto preview = calendar.preview_shift(site, 2027y / 3 / 1);
  ASSERT_FALSE(preview.empty());
  ASSERT_TRUE(calendar.shift_from(clerk, audit, 2027y / 3 / 1, calendar.revision(site)));
  for (const auto& change : preview) EXPECT_EQ(calendar.day(site, change.date).week_letter, change.becomes);
  EXPECT_EQ(audited("calendar.shifted", 2027y / 3 / 1), 1);
}

TEST_P(CalendarContract, AShiftIsRefusedWhenTheCalendarMoved) {
  calendar.replace(site, a_year());
  const auto seen = elsewhere.revision(site);
  calendar.replace(site, a_year());
  EXPECT_FALSE(elsewhere.shift_from(clerk, audit, 2027y / 3 / 1, seen));
  EXPECT_EQ(audited("calendar.shifted", 2027y / 3 / 1), 0);
}

TEST_P(CalendarContract, AnotherHostSeesItAtTheNextPoll) {
  EXPECT_THAT(elsewhere.terms(site), IsEmpty());
  calendar.replace(site, a_year());
  EXPECT_THAT(elsewhere.terms(site), IsEmpty());
  elsewhere.poll();
  EXPECT_THAT(elsewhere.terms(site), SizeIs(2));
}

TEST_P(CalendarContract, AnUnknownSiteIsAnOutage) { EXPECT_THROW(calendar.day(SiteId::random(), 2026y / 11 / 23), Unavailable); }

LODGE_ON_BOTH_ENGINES(CalendarContract);

}  // namespace
}  // namespace lodge::test
