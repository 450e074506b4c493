#pragma once
#include "appointment.h"
#include "plan.h"

#include <lodge/booking.h>
#include <lodge/icalendar.h>

namespace lodge::parents_evening {

/// Appointments as a calendar keeps them: the same UID for good, and a sequence that rises with each change. The link of an
/// online one is not in it: it opens on the family's page at its time.
std::vector<CalendarEvent> calendar_events(const Kernel& kernel, const Say& say, Reader& reader, const Plan& plan,
                                           const std::vector<Appointment>& appointments);
/// The .ics file of these, which are all booked or all cancelled.
std::string calendar_of(const Kernel& kernel, const Say& say, const Plan& plan, const std::vector<Appointment>& appointments);

}  // namespace lodge::parents_evening
