#pragma once
#include "core/dates.h"
#include "core/local_time.h"

#include <map>
#include <string>
#include <vector>

namespace lodge::core {

struct AcademicYear {
  std::string name;  ///< "2026–27"
  LocalDate first_day, last_day;
  auto operator<=>(const AcademicYear&) const = default;
};

struct Closure {
  enum class Kind { holiday, inset, blackout };
  std::string name;
  Kind kind;
  LocalDate first_day, last_day;  ///< both inclusive
  auto operator<=>(const Closure&) const = default;
};

/// A period as the school sets it, before it is resolved on a date.
struct PeriodRule {
  std::string schedule;  ///< empty: the ordinary day
  std::string phase;     ///< empty: the whole school
  int weekday;           ///< 1 to 7; 0: every weekday without rules of its own
  std::string code, name;
  std::chrono::minutes starts, ends;
  PeriodKind kind;
  auto operator<=>(const PeriodRule&) const = default;
};

/// A date that is unlike its weekday.
struct SpecialDay {
  std::string name;
  std::string schedule;  ///< whose periods it has; empty: those of its weekday
  auto operator<=>(const SpecialDay&) const = default;
};

/// Everything a school has said about its years: plain data, as it is stored.
struct SchoolYears {
  std::vector<AcademicYear> years;  ///< by first day
  std::vector<Term> terms;          ///< by first day
  std::vector<Closure> closures;
  std::map<LocalDate, std::string> letters;
  std::vector<PeriodRule> periods;
  std::map<LocalDate, SpecialDay> special_days;
};

/// What a date is. Cheap to ask, immutable, without a database. [any thread]
class SiteCalendar {
 public:
  SiteCalendar(SchoolYears years, TimeZone zone, std::int64_t revision)
      : years_(std::move(years)), zone_(std::move(zone)), revision_(revision) {}

  const SchoolYears& years() const { return years_; }
  const TimeZone& zone() const { return zone_; }
  std::int64_t revision() const { return revision_; }
  SchoolDay day(LocalDate date) const;
  std::optional<Term> term_at(LocalDate date) const;

 private:
  SchoolYears years_;
  TimeZone zone_;
  std::int64_t revision_;
};

SchoolDay::Kind kind_of(const SchoolYears& years, LocalDate date);
/// The closure that a date lies in; nullptr if none.
const Closure* closure_at(const SchoolYears& years, LocalDate date);

}  // namespace lodge::core
