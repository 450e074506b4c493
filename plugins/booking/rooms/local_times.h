#pragma once
#include <lodge/calendar.h>
#include <lodge/iso8601.h>

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::rooms {

/// A time as a person gives it: a date and a period, or a date and two times of the wall clock.
struct TimeWish {
  LocalDate date;
  std::string period;  ///< its code; empty: clock times
  std::chrono::minutes starts{0}, ends{0};  ///< since local midnight; unused when a period is given
};

/// The same, with the instants it comes to.
struct When {
  LocalDate date;
  std::string period;
  std::chrono::minutes starts, ends;
  Interval interval;
};

/// Why a time or a text cannot be booked at all, whoever asks.
enum class Unfit {
  no_such_period,
  not_five_minutes,    ///< off the grid of rooms
  ends_before_starts,
  impossible_time,     ///< the clocks skip it or show it twice
  past,
  too_short_notice,
  too_far_ahead,
  closed_day,
  outside_hours,
  no_purpose,
  too_long_purpose,
  too_long_notes,
  no_such_room,
  no_such_person,
  last_before_first,   ///< of a series
  too_many_dates,
  no_school_day,
  nothing_left,        ///< every date of a series was left out
};

/// Monday of the week that `date` lies in.
inline LocalDate monday_of(LocalDate date) {
  const std::chrono::sys_days day(date);
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

std::expected<When, Unfit> resolve(const Calendar& calendar, SiteId site, const TimeWish& wish);

/// `from` or the nearest school day after it (`step` 1) or before it (-1); `from` itself when none is near.
LocalDate school_day(const Calendar& calendar, SiteId site, LocalDate from, int step);

}  // namespace lodge::rooms
