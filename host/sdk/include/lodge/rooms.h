#pragma once
#include <lodge/id.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// A place, or a piece of kit that is booked like one (a trolley of laptops, a minibus).
struct Room {
  RoomId id;
  std::string code;  ///< "M01"; unique in a site, used in URLs
  std::string name;
  std::string building;
  int capacity = 0;  ///< seats; 0 when nobody said
  std::string kind;  ///< the school's word: "Classroom", "Minibus"
  std::vector<std::string> features;
};

/// The ledger's resource of a room: the same random number, so that no table between the two can go wrong.
inline ResourceId resource_of(RoomId room) { return same_person<ResourceId>(room); }
/// The room of a ledger resource of the kind "room".
inline RoomId room_of(ResourceId resource) { return same_person<RoomId>(resource); }
/// The ledger's resource of a teacher's diary (kind "teacher"): the teacher's own number.
inline ResourceId diary_of(TeacherId teacher) { return same_person<ResourceId>(teacher); }
/// The ledger's resource of a household's diary, as household_diary in ledger.h makes it: the household's own number.
inline ResourceId diary_of(HouseholdId household) { return same_person<ResourceId>(household); }

/// The rooms of one site as they were at one revision. Immutable. [any thread]
class Rooms {
 public:
  virtual ~Rooms() = default;
  virtual std::int64_t revision() const = 0;
  virtual const std::vector<Room>& all() const = 0;  ///< those in use, by building, then code
  virtual const Room* room(RoomId id) const = 0;     ///< also one that is no longer in use; nullptr when unknown
  virtual const Room* by_code(std::string_view code) const = 0;  ///< nullptr when unknown or no longer in use
};

/// What rooms there are. Who has them is the ledger's to say. [any thread]
class RoomCatalogue {
 public:
  virtual ~RoomCatalogue() = default;
  /// The present snapshot; keep it for one request. @throws Unavailable for an unknown site.
  virtual std::shared_ptr<const Rooms> rooms(SiteId site) const = 0;
};

}  // namespace lodge
