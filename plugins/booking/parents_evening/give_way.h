#pragma once
#include "setup.h"

namespace lodge::parents_evening {

// How an evening does without what somebody else has. What the evening itself has got of it already, it keeps: a teacher
// who was to interpret beside sits at her desk.

/// A new evening's desks that a clash is about: that of a teacher who is busy is away, a room that is taken is not theirs;
/// who was to interpret does not.
void leave_out(Transaction& transaction, Plan& plan, const Taken& taken);

/// The same for an evening that families have booked, where as much as can be stays: the desk of a teacher who is busy has
/// a break then. Is nothing left, it is away; has she less than half of a joint desk's evening left, she leaves it to the
/// others. Who interprets does so until then, if that is at least half.
void give_way(Transaction& transaction, Plan& plan, const Taken& taken);

}  // namespace lodge::parents_evening
