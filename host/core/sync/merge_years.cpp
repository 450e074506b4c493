#include "core/calendar/week_letters.h"
#include "core/sync/changes.h"

#include <algorithm>
#include <set>

namespace lodge::core {
namespace {

// A school year turns on the first of August.
AcademicYear year_of(LocalDate date) {
  const auto began = date.month() >= std::chrono::August ? date.year() : date.year() - std::chrono::years(1);
  const auto next = began + std::chrono::years(1);
  const auto short_next = static_cast<int>(next) % 100;
  return {std::to_string(static_cast<int>(began)) + "–" + (short_next < 10 ? "0" : "") + std::to_string(short_next),
          began / std::chrono::August / 1, next / std::chrono::July / 31};
}

template <class Spans>
void drop_within(Spans& spans, const AcademicYear& year) {
  std::erase_if(spans, [&](const auto& span) { return span.first_day >= year.first_day && span.first_day <= year.last_day; });
}

void merge_terms(const CheckedSchool& school, SchoolYears& years) {
  std::set<AcademicYear> spoken_of;
  for (const auto& term : school.terms) spoken_of.insert(year_of(term.first_day));
  for (const auto& year : spoken_of) {
    drop_within(years.years, year);
    drop_within(years.terms, year);
    std::erase_if(years.closures, [&](const Closure& one) {
      return one.kind != Closure::Kind::blackout && one.first_day >= year.first_day && one.first_day <= year.last_day;
    });
    years.years.push_back(year);
  }
  years.terms.insert(years.terms.end(), school.terms.begin(), school.terms.end());
  for (const auto& closure : school.closures) {
    if (spoken_of.contains(year_of(closure.first_day))) years.closures.push_back(closure);
  }
  std::ranges::sort(years.years, {}, &AcademicYear::first_day);
  std::ranges::sort(years.terms, {}, &Term::first_day);
  std::ranges::sort(years.closures, {}, [](const Closure& one) { return std::pair(one.first_day, one.name); });
}

void merge_periods(const CheckedSchool& school, SchoolYears& years) {
  std::erase_if(years.periods, [](const PeriodRule& rule) { return rule.schedule.empty() && rule.phase.empty() && rule.weekday == 0; });
  years.periods.insert(years.periods.end(), school.periods.begin(), school.periods.end());
  std::ranges::sort(years.periods, {}, [](const PeriodRule& rule) { return std::tie(rule.schedule, rule.phase, rule.weekday, rule.starts, rule.code); });
}

// The letters of the timetable; those in use where it says none.
std::vector<std::string> cycle_for(const CheckedSchool& school, const SchoolYears& years) {
  std::set<std::string> letters;
  for (const auto& line : school.lines) letters.insert(line.week);
  if (letters.empty()) return cycle_of(years);
  return {letters.begin(), letters.end()};
}

}  // namespace

SchoolYears merged_years(const CheckedSchool& school, const SchoolYears& present) {
  auto years = present;
  if (school.asked.contains(kind::kTerms) && !school.terms.empty()) merge_terms(school, years);
  if (school.asked.contains(kind::kPeriods) && !school.periods.empty()) merge_periods(school, years);
  auto cycle = cycle_for(school, years);
  if (cycle.empty()) cycle = {"A"};
  if (cycle != cycle_of(present)) years.letters.clear();
  years.letters = assign_letters(years, cycle);
  return years;
}

}  // namespace lodge::core
