#pragma once
#include <lodge/calendar.h>

#include <optional>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace lodge::core {

/// A time zone of the IANA database, and the only place of the house that knows one. A value; copying is free.
/// [any thread]
class TimeZone {
 public:
  /// Nothing for a name that the machine's database does not have ("Europe/Londn").
  static std::optional<TimeZone> find(std::string_view iana_name);

  const std::string& name() const { return name_; }
  LocalDate date(Instant when) const;
  /// Minutes since midnight as the wall clock shows them: 90 twice on the day that has 1:30 am twice.
  std::chrono::minutes minutes(Instant when) const;
  /// The instant of a wall clock's time; a fault where the clock change leaves none or two.
  std::expected<Instant, LocalTimeFault> instant(LocalDate date, std::chrono::minutes since_midnight) const;
  /// The same where a clock change must not be an error: the first of two, and the change itself for none.
  Instant nearest(LocalDate date, std::chrono::minutes since_midnight) const;
  /// Midnight to midnight: 23, 24 or 25 hours.
  Interval whole_day(LocalDate date) const;

 private:
  TimeZone(std::string name, const ::date::time_zone* zone) : name_(std::move(name)), zone_(zone) {}
  std::string name_;
  const ::date::time_zone* zone_;  // lives in the database of the date library, until exit
};

}  // namespace lodge::core
