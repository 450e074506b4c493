#pragma once
#include "plans.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Messages to families that stand in line: "offer" (a time is held for them), "waited" (booking ended before one came
/// free).
bool is_about_waiting(const QueuedMessage& message);
/// The names of those that teachers_of() wrote.
Value::List waited_for(const People& people, const Value& values);
/// What the message says of the times that `values` names under "offers": "held" for the family still, and "not_held" any more.
Value::Map offers_in_words(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, SiteId site, const Value& values);
Notice waiting_in_words(const Kernel& kernel, Plans& plans, const QueuedMessage& message, const Say& say);

}  // namespace lodge::parents_evening
