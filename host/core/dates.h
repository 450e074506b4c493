#pragma once
#include <lodge/iso8601.h>

#include <optional>
#include <string_view>

namespace lodge::core {

/// "08:40" or "8:40": minutes since midnight. [any thread]
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);

inline LocalDate plus_days(LocalDate date, int days) {
  return LocalDate(std::chrono::sys_days(date) + std::chrono::days(days));
}
/// 1 (Monday) to 7 (Sunday).
inline int weekday_of(LocalDate date) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding());
}
inline LocalDate monday_of(LocalDate date) { return plus_days(date, 1 - weekday_of(date)); }

}  // namespace lodge::core
