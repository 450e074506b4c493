#pragma once
#include "plan.h"

namespace lodge::parents_evening {

/// Desks of dates that are not over of which a family is told no place to go to: nobody's words, and no room where most
/// others of the date have one. Pure.
std::vector<const Desk*> desks_without_place(const Plan& plan, Instant now);

}  // namespace lodge::parents_evening
