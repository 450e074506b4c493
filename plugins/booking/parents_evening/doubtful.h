#pragma once
#include "appointment.h"
#include "plan.h"

namespace lodge::parents_evening {

/// Whether an appointment to come may no longer stand, as people are now: its student has left or is not invited, its
/// teacher does not teach the student, or its household may not book for it, because the MIS says other things.
bool doubtful(const Plan& plan, const People& people, const Appointment& one, Instant now);

}  // namespace lodge::parents_evening
