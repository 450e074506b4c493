#pragma once
#include "family.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// "I can come from … to …", for each date of an evening: fields "from-<date>" and "to-<date>", minutes since local
/// midnight; an empty "from" is a date on which the family cannot come.
std::vector<Interval> windows_of(const Kernel& kernel, const Plan& plan, const Fields& fields);
/// The fields as they were chosen (all of each date when nothing was), for a form.
Value::List window_fields(const Kernel& kernel, const Say& say, const Plan& plan, const Fields& chosen);

}  // namespace lodge::parents_evening
