#pragma once
#include "plan.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Until when a time that came free is held for a family: as long as the school has set, less on the last day before the
/// appointment; not beyond the close of booking nor the appointment; and what would run out between 9 pm and 9 am does
/// so at 9 am, since families sleep. Nothing when that leaves a family less than five minutes.
std::optional<Instant> offered_until(const Kernel& kernel, const Plan& plan, Instant starts, Instant now);

}  // namespace lodge::parents_evening
