#pragma once
#include "arrange.h"
#include "setup.h"

namespace lodge::parents_evening {

/// The fire alarm: all of the first date begins later.
inline Act later(const Plan& plan, std::chrono::minutes by) {
  Act act{.after = plan, .cause = Cause::shifted, .by = by};
  auto date = act.after.dates.front();
  act.move.by[date.id] = by;
  date.from += by;
  date.to += by;
  date.when = *Interval::make(date.when.starts() + by, date.when.ends() + by);
  replace_date(act.after, date);
  return act;
}

}  // namespace lodge::parents_evening
