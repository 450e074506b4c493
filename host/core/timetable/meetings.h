#pragma once
#include "core/calendar/school_year.h"
#include "core/directory/rows.h"

#include <lodge/timetable.h>

#include <map>
#include <string>
#include <vector>

namespace lodge::core {

/// Classes that meet in one period of one weekday of one week, where and with whom. Lines of the timetable that share
/// a room or a teacher are one meeting, for nobody can be in two lessons at once.
struct Meeting {
  std::string period;
  std::vector<std::string> classes;  ///< sorted
  std::vector<TeacherId> teachers;   ///< sorted
  std::vector<RoomId> rooms;         ///< sorted
  auto operator<=>(const Meeting&) const = default;
};

/// By week letter and weekday.
using Meetings = std::map<std::pair<std::string, int>, std::vector<Meeting>>;
Meetings meetings_of(const std::vector<TimetableLine>& lines);

/// Every lesson from `first_day` on to the end of the last term known, on each school day of its week letter; their
/// bookings are not filled in. `subjects` by class code.
std::vector<Lesson> lessons_of(const Meetings& meetings, const SiteCalendar& calendar, LocalDate first_day,
                               const std::map<std::string, std::string>& subjects);

}  // namespace lodge::core
