#pragma once
#include "rounds.h"

namespace lodge::parents_evening::allocation {

/// Why each wish that has no seat has none, in the order of wishes.
std::vector<Refused> reasons(const Timetable& timetable, const Rounds& rounds);

}  // namespace lodge::parents_evening::allocation
