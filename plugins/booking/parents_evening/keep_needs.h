#pragma once
#include "decide.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// As they are kept, as words of `author`. Called before a write begins. @throws Unavailable
SealedNeeds sealed_needs(const Kernel& kernel, PersonId author, const Situation& situation, const Needs& needs);
/// Keeps what the family says now that it needs for this evening, and gives its appointments to come interpreters, or
/// takes them away. One for which nobody is free stays as it is: the family and the office see it. What staff leave as
/// it was stays the words of whoever said it. False, and nothing is done: the evening or its families were changed since
/// the situation was read. Inside Database::write, first in it. @throws Unavailable
bool keep_needs(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Situation& situation, const Needs& needs,
                const SealedNeeds& sealed);

}  // namespace lodge::parents_evening
