#pragma once
#include <lodge/booking.h>

namespace lodge::parents_evening {

/// A sentence, in ids, for each of this module's promises that is broken: an appointment without its claims, a student
/// twice with a teacher, a booking of the ledger that no appointment knows. [any thread]
std::vector<std::string> broken_promises(const Kernel& kernel, Reader& reader);

}  // namespace lodge::parents_evening
