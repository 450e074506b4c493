#pragma once
#include "words.h"

#include <lodge/booking.h>

#include <string>

namespace lodge::rooms {

/// "Science lab S03"; with the code behind it when the name does not hold it; "" for a room unknown.
std::string room_words(const Rooms& rooms, RoomId id);
/// "Period 4, 12:20 to 1:20 pm", or only the times.
std::string time_words(const Kernel& kernel, const Say& say, SiteId site, const When& when);
/// What pages say of a booking: room, code, day, time, purpose, notes, owner, href, day_href. @throws Unavailable
Value::Map shown(const Kernel& kernel, const Say& say, const Record& record);

}  // namespace lodge::rooms
