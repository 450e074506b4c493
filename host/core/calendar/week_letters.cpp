#include "core/calendar/week_letters.h"

#include <algorithm>
#include <set>

namespace lodge::core {
namespace {

constexpr int kWeekdays = 5;

bool in_some_term(const SchoolYears& years, LocalDate date) {
  return std::ranges::any_of(years.terms, [&](const Term& term) { return term.first_day <= date && date <= term.last_day; });
}

bool has_school(const SchoolYears& years, LocalDate monday) {
  for (int day = 0; day < kWeekdays; ++day) {
    if (kind_of(years, plus_days(monday, day)) == SchoolDay::Kind::school) return true;
  }
  return false;
}

std::string known_letter(const SchoolYears& years, LocalDate monday) {
  for (int day = 0; day < kWeekdays; ++day) {
    if (const auto found = years.letters.find(plus_days(monday, day)); found != years.letters.end()) return found->second;
  }
  return {};
}

std::string after(const std::vector<std::string>& cycle, const std::string& letter) {
  const auto found = std::ranges::find(cycle, letter);
  return found == cycle.end() || std::next(found) == cycle.end() ? cycle.front() : *std::next(found);
}

void give(const SchoolYears& years, LocalDate monday, const std::string& letter, std::map<LocalDate, std::string>& letters) {
  for (int day = 0; day < kWeekdays; ++day) {
    const auto date = plus_days(monday, day);
    if (in_some_term(years, date)) letters.emplace(date, letter);
  }
}

}  // namespace

std::map<LocalDate, std::string> assign_letters(const SchoolYears& years, const std::vector<std::string>& cycle) {
  std::map<LocalDate, std::string> letters;
  for (const auto& year : years.years) {
    std::string last;
    for (auto monday = monday_of(year.first_day); monday <= year.last_day; monday = plus_days(monday, 7)) {
      if (!has_school(years, monday)) continue;
      const auto known = known_letter(years, monday);
      last = !known.empty() ? known : last.empty() ? cycle.front() : after(cycle, last);
      give(years, monday, last, letters);
    }
  }
  return letters;
}

std::vector<std::string> cycle_of(const SchoolYears& years) {
  std::set<std::string> letters;
  for (const auto& [date, letter] : years.letters) letters.insert(letter);
  return {letters.begin(), letters.end()};
}

std::vector<LetterChange> letters_shifted_from(const SchoolYears& years, LocalDate from) {
  const auto cycle = cycle_of(years);
  const auto year = std::ranges::find_if(years.years, [&](const auto& one) { return one.first_day <= from && from <= one.last_day; });
  std::vector<LetterChange> changes;
  if (year == years.years.end() || cycle.size() < 2) return changes;
  for (auto at = years.letters.lower_bound(monday_of(from)); at != years.letters.end() && at->first <= year->last_day; ++at) {
    changes.push_back({at->first, at->second, after(cycle, at->second)});
  }
  return changes;
}

}  // namespace lodge::core
