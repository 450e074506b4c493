#pragma once
#include "plan.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// A family is asked only if it has this long to answer.
inline constexpr std::chrono::minutes kLeastToAnswer{5};

/// Until when a time that came free is held for a family: as long as the school has set, less on the last day before the
/// appointment; not beyond the close of booking nor the appointment; and what would run out between 9 pm and 9 am does
/// so at 9 am, since families sleep. Nothing when that leaves a family less than kLeastToAnswer.
std::optional<Instant> offered_until(const Kernel& kernel, const Plan& plan, Instant starts, Instant now);

}  // namespace lodge::parents_evening
