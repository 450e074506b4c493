#pragma once
#include "timetable.h"

namespace lodge::parents_evening::allocation {

/// How many wishes any plan can meet at most: the maximum flow from families (as many appointments as follow one another
/// within their windows at the gap that is always kept) through wishes (one of several households' where only one may be
/// met) to the slots of their desks that lie within the windows, one each, less those that are fixed. It leaves out that a
/// family cannot be at two desks at once, walking, and all but one slot of a long appointment: an evening with many of
/// those stays further below it.
std::size_t upper_bound(const Timetable& timetable);

}  // namespace lodge::parents_evening::allocation
