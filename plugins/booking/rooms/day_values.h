#pragma once
#include "day.h"
#include "filter.h"

#include <lodge/say.h>

#include <optional>

namespace lodge::rooms {

/// Who looks at a day, and how.
struct DayLook {
  const Say& say;
  PersonId reader;
  bool may_book;
  bool may_read;  ///< what a booking is, beyond what its cell says
  Filter filter;
  Instant now;
};

/// The period that runs at `now`, or the next one of the day; nothing on another day and after the last.
std::optional<std::size_t> present_period(const DayGrid& grid, Instant now);

/// What pages/day.html is filled with: periods, rows of cells, the rooms free now and next. Pure.
Value::Map day_values(const DayGrid& grid, const DayLook& look);

}  // namespace lodge::rooms
