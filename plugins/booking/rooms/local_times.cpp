#include "local_times.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace lodge::rooms {
namespace {

constexpr std::chrono::minutes kGrid{5};  // of rooms, DESIGN.md 3

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = fault == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  return whole && digits[0] != '-' ? std::optional(value) : std::nullopt;
}

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

std::optional<LocalDate> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const LocalDate date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                       std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() && *year >= 2000 && *year < 2200 ? std::optional(date) : std::nullopt;
}

std::string date_text(LocalDate date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

std::optional<std::chrono::minutes> parse_minutes(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto hours = number(text.substr(0, colon)), minutes = number(text.substr(colon + 1));
  if (!hours || !minutes || *hours > 24 || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) return std::nullopt;
  return std::chrono::minutes(*hours * 60 + *minutes);
}

std::string minutes_text(std::chrono::minutes since_midnight) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(since_midnight.count() / 60),
                static_cast<int>(since_midnight.count() % 60));
  return text;
}

}  // namespace lodge::rooms
