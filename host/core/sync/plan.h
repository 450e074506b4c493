#pragma once
#include "core/sync/brakes.h"
#include "core/timetable/timetable.h"

#include <lodge/value.h>

#include <string>
#include <vector>

namespace lodge::core {

enum class PlanState {
  planned,
  applying,  ///< rows are being staged; nobody sees them yet
  switched,  ///< people and rooms are as planned; lessons are being booked
  applied,
  undone,
};
std::string_view word_of(PlanState state);
PlanState plan_state(std::string_view word);

/// What one pull of a MIS would change, kept until somebody applies it. [any thread]
struct Plan {
  PlanId id;
  SiteId site;
  Instant made_at;
  PlanState state;
  std::map<std::string, Count> counts;  ///< by kind, of the kinds that were asked
  std::vector<std::string> mappings;  ///< the school's own, that the records went through
  Faults faults;
  std::vector<Brake> brakes;
  std::int64_t lessons_to_book = 0, lessons_to_cancel = 0;  ///< when nothing else changes: what an earlier run left
  bool nothing_to_do = false;
};

/// As JSON and the API say it: ids, counts, faults and brakes; faults hold MIS ids, so it is for the site's own staff.
Value to_value(const Plan& plan);

}  // namespace lodge::core
