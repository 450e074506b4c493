#pragma once
#include "arrange.h"
#include "night.h"
#include "plugins/parents_evening/school.h"
#include "setup.h"

#include <algorithm>

namespace lodge::parents_evening {

inline Desk& desk_in(Plan& plan, TeacherId teacher) {
  return *std::ranges::find_if(plan.desks, [&](const Desk& desk) { return desk.has(teacher); });
}

/// The first date's times, seven days on.
inline EveningDate a_week_later(const test::EveningSchool& school, const Plan& plan) {
  const auto& first = plan.dates.front();
  return *make_date(school.calendar, school.site, {std::chrono::sys_days(first.date) + std::chrono::days(7), first.from, first.to, first.mode, first.slot},
                    school.clock.now());
}

/// The fire alarm: all of the first day begins later.
inline Act later(const Plan& plan, std::chrono::minutes by) {
  Act act{.after = plan, .cause = Cause::shifted, .by = by};
  for (const auto* sitting : sittings_of(plan, plan.dates.front().date)) {
    auto date = *sitting;
    act.move.by[date.id] = by;
    date.from += by;
    date.to += by;
    date.when = *Interval::make(date.when.starts() + by, date.when.ends() + by);
    replace_date(act.after, date);
  }
  return act;
}

}  // namespace lodge::parents_evening
