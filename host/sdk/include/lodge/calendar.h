#pragma once
#include <lodge/id.h>
#include <lodge/interval.h>

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace lodge {

enum class PeriodKind { registration, lesson, rest, after_school };

/// One period on one day, resolved to instants.
struct Period {
  std::string code;  ///< "4"; stable, used in URLs
  std::string name;  ///< "Period 4"
  PeriodKind kind;
  std::chrono::minutes starts, ends;  ///< since local midnight
  Interval when;
};

/// What one date is in a school's year.
struct SchoolDay {
  enum class Kind { school, weekend, closure, outside_term };
  LocalDate date;
  Kind kind;
  std::string closure;      ///< "Half-term", when a closure
  std::string week_letter;  ///< "A"; empty outside term
  std::vector<Period> periods;  ///< by start; those of a school day of this weekday, also when closed
  Interval whole_day;           ///< local midnight to midnight: 23, 24 or 25 hours
};

struct Term {
  std::string name;
  LocalDate first_day, last_day;  ///< both inclusive
};

/// A local time that a clock change makes impossible or double.
enum class LocalTimeFault { does_not_exist, happens_twice };

/// The school's year and the only place that turns local time into instants. [any thread]
class Calendar {
 public:
  virtual ~Calendar() = default;
  virtual SchoolDay day(SiteId site, LocalDate date) const = 0;
  virtual std::optional<Term> term_at(SiteId site, LocalDate date) const = 0;
  virtual std::vector<Term> terms(SiteId site) const = 0;  ///< of all years known, by first day
  virtual LocalDate date_of(SiteId site, Instant when) const = 0;
  /// Minutes since local midnight, as the wall clock shows them.
  virtual std::chrono::minutes minutes_of(SiteId site, Instant when) const = 0;
  virtual std::expected<Instant, LocalTimeFault> instant(SiteId site, LocalDate date,
                                                         std::chrono::minutes since_midnight) const = 0;
  virtual std::string time_zone(SiteId site) const = 0;  ///< IANA name
  /// Rises when anything above may answer differently.
  virtual std::int64_t revision(SiteId site) const = 0;
};

}  // namespace lodge
