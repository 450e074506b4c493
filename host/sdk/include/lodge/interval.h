#pragma once
#include <chrono>
#include <compare>
#include <optional>

namespace lodge {

/// A point in time: UTC, microseconds since the Unix epoch.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// A day as a school's wall calendar shows it, of no time zone.
using LocalDate = std::chrono::year_month_day;

/// From `starts` up to, but not including, `ends`. Never empty.
class Interval {
 public:
  /// Nothing unless starts < ends.
  static std::optional<Interval> make(Instant starts, Instant ends) {
    return starts < ends ? std::optional(Interval(starts, ends)) : std::nullopt;
  }
  Instant starts() const { return starts_; }
  Instant ends() const { return ends_; }
  std::chrono::microseconds length() const { return ends_ - starts_; }
  bool contains(Instant when) const { return starts_ <= when && when < ends_; }
  bool overlaps(const Interval& other) const { return starts_ < other.ends_ && other.starts_ < ends_; }
  auto operator<=>(const Interval&) const = default;

 private:
  Interval(Instant starts, Instant ends) : starts_(starts), ends_(ends) {}
  Instant starts_, ends_;
};

}  // namespace lodge
