#pragma once
#include "whom.h"

#include <lodge/database.h>

namespace lodge::parents_evening {

/// Teachers who ask to see a student's families, and those who say that there is no need.
struct Requested {
  std::set<Whom> please, no_need;
};
Requested requested(Reader& reader, EveningId evening, const std::vector<const Student*>& students);

}  // namespace lodge::parents_evening
