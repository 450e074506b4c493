#pragma once
#include "desk.h"
#include "instead.h"

#include <lodge/booking.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::rooms {

Value json_of(const Room& room);
Value json_of(const Kernel& kernel, const Record& record, const Booking& booking);
/// As it is listed under one of its rooms.
Value json_of(const Kernel& kernel, SiteId site, const Lesson& lesson, RoomId room);
/// [{room, starts, ends}] of what is free nearby.
Value nearest_json(const Rooms& rooms, const std::vector<Instead>& free);
/// The `type` of such a problem.
std::string problem_type(const Refusal& refusal);
/// 404: there is no such booking.
Response unknown(const Request& request);
/// Problem details of a refusal, with `nearest` when taken.
Response problem_of(const Kernel& kernel, const Request& request, const Refusal& refusal);

}  // namespace lodge::rooms
