#pragma once
#include "appointment.h"
#include "plans.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Puts a queued message of this module into words. [any thread]
Notice in_words(const Kernel& kernel, Plans& plans, const QueuedMessage& message, const Say& say);

}  // namespace lodge::parents_evening
