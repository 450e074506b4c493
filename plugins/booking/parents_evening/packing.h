#pragma once
#include "timetable.h"

namespace lodge::parents_evening::allocation {

/// Moves seated wishes in time, alone or two changing places, until families wait and walk little. Threshold accepting
/// (Dueck, Scheuer 1990) with whole numbers and a fixed number of steps, so that a seed gives the same plan everywhere.
void pack(Timetable& timetable, const Watch& watch = {});

}  // namespace lodge::parents_evening::allocation
