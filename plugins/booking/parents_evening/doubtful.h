#pragma once
#include "appointment.h"
#include "plan.h"

namespace lodge::parents_evening {

/// Whether an appointment to come may no longer stand, as people are now: its student has left, or its household may
/// not book for it any more, because the MIS took the tie away or says other things of who is responsible.
bool doubtful(const People& people, const Appointment& one, Instant now);

}  // namespace lodge::parents_evening
