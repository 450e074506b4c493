#pragma once
#include <lodge/database.h>
#include <lodge/id.h>
#include <lodge/interval.h>

#include <string>
#include <vector>

namespace lodge {

/// What a booking of the kind "timetable.lesson" is about. Classes that share a room or a teacher at one time are one
/// lesson with several classes. Subject and class codes are as the MIS has them.
struct Lesson {
  BookingId booking;
  Interval when;
  std::string period;                ///< its code
  std::string subject;               ///< of the first class; may be empty
  std::vector<std::string> classes;  ///< codes, sorted
  std::vector<TeacherId> teachers;
  std::vector<RoomId> rooms;
};

/// The lessons that lie in the ledger, in words. [any thread]
class Timetable {
 public:
  virtual ~Timetable() = default;
  /// Those that begin within `when`, by start. @throws Unavailable
  virtual std::vector<Lesson> lessons(Reader& reader, SiteId site, Interval when) const = 0;
  /// Of one booking; nothing when it is no lesson. @throws Unavailable
  virtual std::optional<Lesson> lesson(Reader& reader, BookingId booking) const = 0;
};

}  // namespace lodge
