#pragma once
#include "store.h"

#include <lodge/booking.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lodge::rooms {

inline constexpr std::string_view kBookingKind = "rooms.booking";
inline constexpr std::string_view kLessonKind = "timetable.lesson";

/// Something that has a room for a while, as the grid shows it.
struct Entry {
  enum class Sort { lesson, booking, other };
  BookingId id;
  Sort sort = Sort::other;
  PersonId owner;
  bool pending = false;
  Interval when;
  std::vector<ResourceId> resources;
  std::string what, who;  ///< "9x/En1", "Ms Okafor"; may be empty
  std::chrono::minutes from{0}, to{0};  ///< `when` by the wall clock
};

/// One day of all rooms. Immutable, the same for everybody.
struct DayGrid {
  SchoolDay day;
  std::shared_ptr<const Rooms> rooms;
  std::vector<Entry> entries;  ///< by start
  /// entries (their places) that touch a room and a period: one list per room and period, row after row.
  std::vector<std::vector<std::size_t>> cells;
  std::vector<std::vector<std::size_t>> beyond;  ///< by room: entries that touch the room and no period

  const std::vector<std::size_t>& cell(std::size_t room, std::size_t period) const {
    return cells[room * day.periods.size() + period];
  }
};

/// Which resources stand in each other's way: a whole and its parts, and wholes that share one.
class Footprints {
 public:
  explicit Footprints(const std::vector<Resource>& resources);
  bool meet(ResourceId one, ResourceId other) const;

 private:
  std::map<ResourceId, std::vector<ResourceId>> leaves_;  ///< sorted; only of wholes
};

/// Lays entries into a day's cells. Pure.
DayGrid lay_out(SchoolDay day, std::shared_ptr<const Rooms> rooms, std::vector<Entry> entries, const Footprints& footprints);

/// Reads a day (or any interval) of the given rooms, in words. @throws Unavailable
std::vector<Entry> entries_between(const Kernel& kernel, SiteId site, const std::vector<ResourceId>& resources, Interval when);
DayGrid load_day(const Kernel& kernel, SiteId site, LocalDate date);

}  // namespace lodge::rooms
