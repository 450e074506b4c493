#pragma once
#include "timetable.h"

namespace lodge::parents_evening::allocation {

/// How many wishes any plan can meet at most: the maximum flow from families (as many appointments as follow one another
/// within their windows at the gap that is always kept) through wishes (one of several households' where only one may be
/// met) to the slots of their desks at which they may begin, less those that are fixed. A limit is a gate of its own where one
/// family has it. A desk lets through no more wishes than fit into its slots, the shortest taken first: so all slots of a
/// long appointment count. It leaves out that a family cannot be at two desks at once, and walking.
std::size_t upper_bound(const Timetable& timetable);

}  // namespace lodge::parents_evening::allocation
