#pragma once
#include "day_values.h"

#include <vector>

namespace lodge::rooms {

/// The room alone, so that a day's grid has one row.
std::shared_ptr<const Rooms> only(std::shared_ptr<const Rooms> rooms, RoomId room);

/// What pages/week.html is filled with, of one grid a day, each of one row: periods across, days down. Days without
/// lessons and without bookings are left out at the weekend. Pure.
Value::Map week_values(const std::vector<DayGrid>& days, const DayLook& look);

}  // namespace lodge::rooms
