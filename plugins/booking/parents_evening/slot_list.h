#pragma once
#include "family.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// The slots of a teacher's desks, date by date, for a family to choose one about a student: dates (day, place, slots
/// (id, value, time, state: "free", "taken", "mine", "near", "chosen"; words)). `moving`: an appointment that would leave
/// its slot.
Value::List slot_list(const Kernel& kernel, const Say& say, const Family& family, const Whom& whom, const Appointment* moving = nullptr);

}  // namespace lodge::parents_evening
