#pragma once
#include "desk.h"

#include <lodge/booking.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::rooms {

Value json_of(const Room& room);
Value json_of(const Kernel& kernel, const Record& record, const Booking& booking);
/// [{room, starts, ends}] of what is free nearby.
Value nearest_json(const Rooms& rooms, const std::vector<Want>& wants);
/// Problem details of a refusal, with `nearest` when taken.
Response problem_of(const Kernel& kernel, const Request& request, const Refusal& refusal);

}  // namespace lodge::rooms
