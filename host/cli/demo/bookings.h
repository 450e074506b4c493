#pragma once
#include "assembly/house.h"

namespace lodge::demo {

/// Books rooms for the teachers of the demo, in free periods of the next school days, through the rooms module's own
/// API, so that what it books is what a teacher would have booked.
void make_bookings(assembly::House& house, SiteId site);

}  // namespace lodge::demo
