#pragma once
#include "local_times.h"

#include <lodge/id.h>

#include <string>
#include <string_view>

namespace lodge::rooms {

std::string day_link(LocalDate date);                                     ///< "/staff/rooms/day/2026-11-12"
std::string week_link(std::string_view room, LocalDate date);
std::string book_link(std::string_view room, LocalDate date, std::string_view period);
std::string book_link(std::string_view room, const When& when);           ///< by period or by clock times
std::string find_link(const When& when);                                  ///< which room is free then
std::string booking_link(BookingId id);                                   ///< "/staff/rooms/bookings/…"

}  // namespace lodge::rooms
