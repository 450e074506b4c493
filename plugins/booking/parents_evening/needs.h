#pragma once
#include "wishes.h"

#include <lodge/booking.h>

#include <map>

namespace lodge::parents_evening {

/// What families of the site said that they need, each what it said last: for this evening or, if it said nothing for
/// it, for an earlier one. Families that need nothing are not in it. @throws Unavailable
std::map<HouseholdId, Needs> needs_known(const Kernel& kernel, const Evening& evening);

}  // namespace lodge::parents_evening
