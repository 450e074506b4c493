#pragma once
#include <lodge/access.h>
#include <lodge/rules.h>
#include <lodge/settings.h>

#include <chrono>

namespace lodge::rooms {

inline constexpr Permission kView{
    "rooms.view", {Role::administrator, Role::manager, Role::office, Role::teacher, Role::technician, Role::display}, {}};
/// What only colleagues read: whose booking it is for and its note. A screen on a wall shows the rooms and no more.
inline constexpr Permission kRead{"rooms.view", {Role::administrator, Role::manager, Role::office, Role::teacher, Role::technician}, {}};
inline constexpr Permission kBook{"rooms.book", {Role::administrator, Role::manager, Role::office, Role::teacher}, {}};
/// Changing and cancelling one's own, which goes with booking; a token for booking may, too.
inline constexpr Permission kChangeOwn{"rooms.book", {}, kBook.roles};
/// Changing and cancelling anybody's, and booking beyond the limits that bind the others.
inline constexpr Permission kManage{"rooms.manage", {Role::administrator, Role::manager, Role::office}, {}};
inline bool may_change(const Access& access, const Actor& actor, const Object& booking) {
  return access.may(actor, kManage, booking) || access.may(actor, kChangeOwn, booking);
}
inline constexpr Permission kBookForOthers{
    "rooms.book_for_others", {Role::administrator, Role::manager, Role::office}, {}};

/// A rule that cannot be asked stops nobody's lesson: the booking goes on, and the journal says that it was not asked.
inline constexpr Hook kMayBook{"rooms.may_book", Hook::WhenItFails::allow};

inline constexpr Setting kBookAhead{"rooms.book_ahead", Setting::Type::duration, "730 days",
                                    "How far ahead a room may be booked."};
inline constexpr Setting kNotice{"rooms.notice", Setting::Type::duration, "0min",
                                 "How long before it begins a room must be booked."};
inline constexpr Setting kClosedDays{"rooms.closed_days", Setting::Type::yes_no, "yes",
                                     "Whether teachers may book rooms at weekends and in holidays."};
inline constexpr Setting kOpens{"rooms.opens", Setting::Type::clock, "07:00", "When the buildings open, as 07:00."};
inline constexpr Setting kCloses{"rooms.closes", Setting::Type::clock, "22:00", "When the buildings close, as 22:00."};

}  // namespace lodge::rooms
