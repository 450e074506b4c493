#include "local_times.h"

#include <algorithm>

namespace lodge::rooms {
namespace {

constexpr std::chrono::minutes kGrid{5};  // of rooms, DESIGN.md 3

std::expected<When, Unfit> in_period(const Calendar& calendar, SiteId site, const TimeWish& wish) {
  const auto day = calendar.day(site, wish.date);
  const auto period = std::ranges::find(day.periods, wish.period, &Period::code);
  if (period == day.periods.end()) return std::unexpected(Unfit::no_such_period);
  return When{wish.date, period->code, period->starts, period->ends, period->when};
}

}  // namespace

std::expected<When, Unfit> resolve(const Calendar& calendar, SiteId site, const TimeWish& wish) {
  if (!wish.period.empty()) return in_period(calendar, site, wish);
  if (wish.starts % kGrid != kGrid.zero() || wish.ends % kGrid != kGrid.zero()) return std::unexpected(Unfit::not_five_minutes);
  if (wish.ends <= wish.starts) return std::unexpected(Unfit::ends_before_starts);
  const auto starts = calendar.instant(site, wish.date, wish.starts);
  const auto ends = calendar.instant(site, wish.date, wish.ends);
  if (!starts || !ends) return std::unexpected(Unfit::impossible_time);
  const auto interval = Interval::make(*starts, *ends);
  if (!interval) return std::unexpected(Unfit::impossible_time);
  return When{wish.date, "", wish.starts, wish.ends, *interval};
}

LocalDate school_day(const Calendar& calendar, SiteId site, LocalDate from, int step) {
  constexpr int kFarthest = 120;  // days; longer than any holiday
  auto date = from;
  for (int i = 0; i < kFarthest; ++i, date = std::chrono::sys_days(date) + std::chrono::days(step)) {
    if (calendar.day(site, date).kind == SchoolDay::Kind::school) return date;
  }
  return from;
}

}  // namespace lodge::rooms
