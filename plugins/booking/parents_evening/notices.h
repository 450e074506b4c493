#pragma once
#include "appointment.h"
#include "plans.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Puts a queued message of this module into words. [any thread]
Notice in_words(const Kernel& kernel, Plans& plans, const QueuedMessage& message, const Say& say);

/// The .ics file of these appointments.
std::string calendar_of(const Kernel& kernel, const Say& say, const Plan& plan, const std::vector<Appointment>& appointments);

}  // namespace lodge::parents_evening
