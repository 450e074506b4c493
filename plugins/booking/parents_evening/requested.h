#pragma once
#include "plan.h"
#include "whom.h"

#include <lodge/database.h>

namespace lodge::parents_evening {

/// Teachers who ask to see a student's families, and those who say that there is no need. Of several at one desk one asks
/// for all, and no need is what all of them say.
struct Requested {
  std::set<Whom> please, no_need;
};
Requested requested(Reader& reader, const Plan& plan, const People& people, const std::vector<const Student*>& students);
/// visits(), those who ask first.
std::vector<Pairing> visits(const Plan& plan, const People& people, StudentId student, const Requested& asked);

}  // namespace lodge::parents_evening
