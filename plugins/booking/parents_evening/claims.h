#pragma once
#include "decide.h"

#include <lodge/ledger.h>

namespace lodge::parents_evening {

/// What an appointment claims: slots of the desk, the family's time, and the interpreter's if it has one.
inline std::vector<Want> claims_of(const Appointment& one) {
  std::vector<Want> wants{{resource_of(one.desk), slots_of(one.slot, one.slots), 1}, {diary_of(one.household), one.when, 1}};
  if (one.interpreter) wants.push_back({resource_of(*one.interpreter), one.when, 1});
  return wants;
}

/// The same, as a new interpreter comes into the ledger: minutes, as a household's diary.
inline Resource interpreter_resource(SiteId site, InterpreterId id) {
  return {.id = resource_of(id), .site = site, .kind = "interpreter", .grid = std::chrono::minutes(1), .parts = {}};
}

/// Why an appointment cannot have what it wants to claim.
inline Why why_taken(const Taken& taken, HouseholdId household, const std::optional<InterpreterId>& interpreter) {
  const auto& resource = taken.wanted.resource;
  if (resource == diary_of(household)) return Why::you_are_busy;
  return interpreter && resource == resource_of(*interpreter) ? Why::no_interpreter : Why::taken;
}

}  // namespace lodge::parents_evening
