#pragma once
#include "evening.h"

#include <lodge/database.h>

#include <map>

namespace lodge::parents_evening {

/// When a household is at another evening than this one, from `now` on: the ledger has one diary for all of them.
using Elsewhere = std::map<HouseholdId, std::vector<Interval>>;
Elsewhere elsewhere(Reader& reader, EveningId evening, Instant now);
std::vector<Interval> elsewhere(Reader& reader, EveningId evening, HouseholdId household, Instant now);

bool is_elsewhere(const std::vector<Interval>& times, const Interval& when);
/// What is left of the windows without those times.
std::vector<Interval> without(std::vector<Interval> windows, const std::vector<Interval>& times);

}  // namespace lodge::parents_evening
