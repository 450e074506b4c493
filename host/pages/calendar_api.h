#pragma once
#include <lodge/calendar.h>
#include <lodge/clock.h>
#include <lodge/web.h>

namespace lodge::pages {

/// The school's year, as the API names it.
inline constexpr Permission kReadCalendar{
    "calendar.read",
    {Role::administrator, Role::manager, Role::office, Role::teacher, Role::technician, Role::data_protection}, {}};

/// GET /api/v1/calendar. Both outlive the route. [startup]
void add_calendar_api(Routes& routes, const Calendar& calendar, const Clock& clock);

}  // namespace lodge::pages
