#pragma once
#include "assembly/house.h"

namespace lodge::demo {

/// Last year's parents' evening, so that there is one to copy, to count and to compare with: families said what they
/// need, booked, and came or did not. Made as the office, parents and teachers would have, on a clock that is turned back
/// meanwhile; nobody else may be at work on these stores.
void make_past_evening(assembly::House& house, SiteId site);

}  // namespace lodge::demo
