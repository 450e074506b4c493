#pragma once
#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What a change of families does to evenings to come, besides the appointments that the host moves itself. Joined:
/// wishes become one list, early access and what was sent follow. Split: wishes go with whoever wrote them, what the
/// family needs with whoever said it; both halves keep early access, neither has a letter any more, nor a private calendar address. Whoever may not book for a student any more keeps no
/// appointment, hold or wish about it; each household that loses appointments gets one message an evening, which says
/// no more than that they are cancelled. Evenings that are over stay as they were, but for the needs. Answers what it did.
std::vector<std::string> change_families(const Kernel& kernel, Transaction& transaction, const FamiliesChange& change);

}  // namespace lodge::parents_evening
