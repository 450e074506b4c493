#pragma once
#include "arrange.h"

#include <lodge/booking.h>
#include <lodge/web.h>

namespace lodge::parents_evening {

// What the office's pages about a desk share: what their addresses and forms name, and what they offer.

inline constexpr std::size_t kMostTeachers = 3;  ///< at one desk

const Desk* desk_in(const Plan& plan, const Request& request);  ///< the address's {desk}; nullptr when there is none
Desk& desk_of(Plan& plan, DeskId id);
std::string desk_link(const Plan& plan, const Desk& desk);

/// Of this school's own: a form can name anything.
std::optional<RoomId> room_in(const Rooms& rooms, const std::string& text);
std::optional<TeacherId> teacher_in(const People& people, const std::string& text);

/// Whether people can sit down in it: kit that is booked like a room is none of these. `kit`: the school's words for
/// such things, between commas: one of them is in the kind, or is a feature.
bool is_for_people(const Room& room, std::string_view kit);
/// Rooms for people, and the one that is chosen whatever it is.
Value::List room_choices(const Kernel& kernel, SiteId site, const std::optional<RoomId>& chosen);
/// All teachers but those of `without`.
Value::List teacher_choices(const People& people, const std::optional<TeacherId>& chosen, const Desk& without);

/// Takes a teacher from wherever she sits on that date and puts her beside those of `desk`; false, and nothing is done, where
/// it has no place left.
bool join(Plan& plan, DeskId desk, DeskTeacher teacher);

}  // namespace lodge::parents_evening
