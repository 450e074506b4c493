#include "find.h"

#include <algorithm>
#include <tuple>

namespace lodge::rooms {
namespace {

/// Less is better.
auto unlikeness(const Room& room, const Room& wanted) {
  const int missing_seats = std::max(0, wanted.capacity - room.capacity);
  const auto missing_features = std::ranges::count_if(wanted.features, [&](const std::string& feature) {
    return std::ranges::find(room.features, feature) == room.features.end();
  });
  return std::tuple(room.kind != wanted.kind, missing_seats, missing_features, room.building != wanted.building,
                    std::max(0, room.capacity - wanted.capacity), std::string_view(room.code));
}

}  // namespace

std::vector<const Room*> free_rooms(Reader& reader, Ledger& ledger, std::span<const Room* const> rooms, Interval when) {
  std::vector<ResourceId> resources;
  for (const auto* room : rooms) resources.push_back(resource_of(room->id));
  auto free = ledger.free(reader, resources, when, 1);
  std::ranges::sort(free);
  std::vector<const Room*> result;
  std::ranges::copy_if(rooms, std::back_inserter(result),
                       [&](const Room* room) { return std::ranges::binary_search(free, resource_of(room->id)); });
  return result;
}

std::vector<const Room*> by_likeness(std::vector<const Room*> rooms, const Room& wanted) {
  std::ranges::sort(rooms, {}, [&](const Room* room) { return unlikeness(*room, wanted); });
  return rooms;
}

std::vector<RoomId> stand_ins(Reader& reader, Ledger& ledger, const Rooms& rooms, const Room& wanted, Interval when,
                              std::size_t most) {
  std::vector<const Room*> others;
  for (const auto& room : rooms.all()) {
    if (room.id != wanted.id && room.kind == wanted.kind) others.push_back(&room);
  }
  std::vector<RoomId> best;
  for (const auto* room : by_likeness(free_rooms(reader, ledger, others, when), wanted)) {
    if (best.size() < most) best.push_back(room->id);
  }
  return best;
}

}  // namespace lodge::rooms
