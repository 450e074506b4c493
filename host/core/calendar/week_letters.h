#pragma once
#include "core/calendar/school_year.h"

#include <string>
#include <vector>

namespace lodge::core {

/// One date whose letter changes.
struct LetterChange {
  LocalDate date;
  std::string was, becomes;
  auto operator<=>(const LetterChange&) const = default;
};

/// Gives a letter to each weekday in term of each school week: a week (Monday to Friday) with at least one school day.
/// A week that is wholly closed has none and uses none up, so that a half-term does not flip the cycle. Each academic
/// year begins with `cycle`'s first letter; letters that dates have already are kept, so that a change of terms moves
/// nobody's week. `cycle` is not empty. [any thread]
std::map<LocalDate, std::string> assign_letters(const SchoolYears& years, const std::vector<std::string>& cycle);

/// What it means to move each letter from the week of `from` to the end of its academic year on by one.
std::vector<LetterChange> letters_shifted_from(const SchoolYears& years, LocalDate from);

/// The letters in use, sorted: "A", "B".
std::vector<std::string> cycle_of(const SchoolYears& years);

}  // namespace lodge::core
