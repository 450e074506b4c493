#pragma once
#include <lodge/calendar.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

namespace lodge::rooms {

/// How many school days a date is ahead. Each day is asked of the calendar once a day and revision, since a date in
/// summer lies behind some hundred others. [any thread]
class SchoolDays {
 public:
  /// From `today` to `date`: 0 today and before, 1 the next school day; at most 400 days are looked at.
  int ahead(const Calendar& calendar, SiteId site, LocalDate today, LocalDate date);

 private:
  struct Counted {
    LocalDate today{};
    std::int64_t revision = -1;
    std::vector<int> ahead;  ///< by days from today
  };
  std::mutex mutex_;
  std::map<SiteId, Counted> sites_;
};

}  // namespace lodge::rooms
