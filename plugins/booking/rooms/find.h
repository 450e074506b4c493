#pragma once
#include "local_times.h"

#include <lodge/booking.h>

#include <span>
#include <vector>

namespace lodge::rooms {

/// Which of `rooms` are free for all of `when`. Inside Database::read.
std::vector<const Room*> free_rooms(Reader& reader, Ledger& ledger, std::span<const Room* const> rooms, Interval when);

/// Orders rooms by how well each stands in for `wanted`: its kind, its building, enough seats and not too many. Pure.
std::vector<const Room*> by_likeness(std::vector<const Room*> rooms, const Room& wanted);

/// At most `most` free rooms that could stand in for `wanted`. Inside Database::read.
std::vector<RoomId> stand_ins(Reader& reader, Ledger& ledger, const Rooms& rooms, const Room& wanted, Interval when,
                              std::size_t most = 3);

}  // namespace lodge::rooms
