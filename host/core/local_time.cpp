#include "core/local_time.h"

#include <date/tz.h>

#include <stdexcept>

namespace lodge::core {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using LocalMinutes = ::date::local_time<minutes>;

LocalMinutes wall_clock(LocalDate date, minutes since_midnight) {
  return LocalMinutes(std::chrono::sys_days(date).time_since_epoch()) + since_midnight;
}

auto local(const ::date::time_zone* zone, Instant when) {
  return zone->to_local(::date::sys_time<microseconds>(when.time_since_epoch()));
}

Instant instant_of(::date::sys_time<minutes> when) { return Instant(when.time_since_epoch()); }

}  // namespace

std::optional<TimeZone> TimeZone::find(std::string_view iana_name) {
  try {
    return TimeZone(std::string(iana_name), ::date::locate_zone(std::string(iana_name)));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

LocalDate TimeZone::date(Instant when) const {
  const auto days = ::date::floor<::date::days>(local(zone_, when)).time_since_epoch();
  return LocalDate(std::chrono::sys_days(std::chrono::days(days.count())));
}

minutes TimeZone::minutes(Instant when) const {
  const auto wall = local(zone_, when);
  return ::date::floor<std::chrono::minutes>(wall - ::date::floor<::date::days>(wall));
}

std::expected<Instant, LocalTimeFault> TimeZone::instant(LocalDate date, std::chrono::minutes since_midnight) const {
  const auto wall = wall_clock(date, since_midnight);
  const auto info = zone_->get_info(wall);
  if (info.result == ::date::local_info::nonexistent) return std::unexpected(LocalTimeFault::does_not_exist);
  if (info.result == ::date::local_info::ambiguous) return std::unexpected(LocalTimeFault::happens_twice);
  return Instant(wall.time_since_epoch() - info.first.offset);
}

Instant TimeZone::nearest(LocalDate date, std::chrono::minutes since_midnight) const {
  return instant_of(::date::floor<std::chrono::minutes>(
      zone_->to_sys(wall_clock(date, since_midnight), ::date::choose::earliest)));
}

Interval TimeZone::whole_day(LocalDate date) const {
  const LocalDate next(std::chrono::sys_days(date) + std::chrono::days(1));
  return *Interval::make(nearest(date, {}), nearest(next, {}));
}

}  // namespace lodge::core
