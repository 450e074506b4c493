#pragma once
#include "plan.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What is wrong with when families may book, whichever page made it so.
struct StageFault {
  std::string field;  ///< of the form "How booking opens"
  std::string words;
  bool operator==(const StageFault&) const = default;
};

/// Stages that contradict each other or the dates, and families for whom nothing opens while it does for others. Pure.
std::vector<StageFault> stage_faults(const Say& say, const Plan& plan, const People& people, Instant now);
/// What the office has to know before `before` becomes `after`: faults that are not there yet, and a closing that is over
/// while there is a later date. None of an evening that is called off.
std::vector<std::string> stage_warnings(const Kernel& kernel, const Say& say, const Plan& before, const Plan& after);

}  // namespace lodge::parents_evening
