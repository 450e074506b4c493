#pragma once
#include "forms.h"

#include <lodge/booking.h>

#include <span>
#include <vector>

namespace lodge::rooms {

/// A room and a time that can be had instead of what was wanted.
struct Instead {
  RoomId room;
  When when;
};

/// What is free near to what was wanted, and may be booked by whoever acts. Inside Database::read.
std::vector<Instead> near(const Kernel& kernel, const Actor& actor, Reader& reader, const Want& wanted);
/// Each as a page's button has it: {{words}}, and {{take}}, the value of its name "take". The day is said where it is not `asked`.
Value::List take_buttons(const Kernel& kernel, const Say& say, SiteId site, std::span<const Instead> some, LocalDate asked);
/// One tap on such a button: its room and time take the place of what was typed.
void take(Typed& typed, const std::string& value);

}  // namespace lodge::rooms
