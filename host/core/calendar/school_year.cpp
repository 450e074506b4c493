#include "core/calendar/school_year.h"

#include <algorithm>

namespace lodge::core {
namespace {

bool within(const auto& range, LocalDate date) { return range.first_day <= date && date <= range.last_day; }

bool is_weekend(LocalDate date) { return weekday_of(date) > 5; }

// The rules of a schedule for one weekday; those of every weekday where it has none of its own.
std::vector<const PeriodRule*> rules_for(const SchoolYears& years, const std::string& schedule, int weekday) {
  std::vector<const PeriodRule*> own, common;
  for (const auto& rule : years.periods) {
    if (rule.schedule != schedule || !rule.phase.empty()) continue;
    if (rule.weekday == weekday) own.push_back(&rule);
    if (rule.weekday == 0) common.push_back(&rule);
  }
  return own.empty() ? common : own;
}

std::string schedule_of(const SchoolYears& years, LocalDate date) {
  const auto special = years.special_days.find(date);
  return special == years.special_days.end() ? std::string() : special->second.schedule;
}

std::vector<Period> resolve(const std::vector<const PeriodRule*>& rules, const TimeZone& zone, LocalDate date) {
  std::vector<Period> periods;
  for (const auto* rule : rules) {
    const auto when = Interval::make(zone.nearest(date, rule->starts), zone.nearest(date, rule->ends));
    if (when) periods.push_back({rule->code, rule->name, rule->kind, rule->starts, rule->ends, *when});
  }
  std::ranges::sort(periods, {}, [](const Period& period) { return std::pair(period.starts, period.ends); });
  return periods;
}

}  // namespace

const Closure* closure_at(const SchoolYears& years, LocalDate date) {
  const auto found = std::ranges::find_if(years.closures, [&](const Closure& closure) { return within(closure, date); });
  return found == years.closures.end() ? nullptr : &*found;
}

SchoolDay::Kind kind_of(const SchoolYears& years, LocalDate date) {
  const bool in_term = std::ranges::any_of(years.terms, [&](const Term& term) { return within(term, date); });
  if (closure_at(years, date)) return SchoolDay::Kind::closure;
  if (is_weekend(date) && !years.special_days.contains(date)) return SchoolDay::Kind::weekend;
  return in_term ? SchoolDay::Kind::school : SchoolDay::Kind::outside_term;
}

SchoolDay SiteCalendar::day(LocalDate date) const {
  const auto* closure = closure_at(years_, date);
  const auto letter = years_.letters.find(date);
  return {date, kind_of(years_, date), closure ? closure->name : std::string(),
          letter == years_.letters.end() ? std::string() : letter->second,
          resolve(rules_for(years_, schedule_of(years_, date), weekday_of(date)), zone_, date), zone_.whole_day(date)};
}

std::optional<Term> SiteCalendar::term_at(LocalDate date) const {
  const auto found = std::ranges::find_if(years_.terms, [&](const Term& term) { return within(term, date); });
  return found == years_.terms.end() ? std::nullopt : std::optional(*found);
}

}  // namespace lodge::core
