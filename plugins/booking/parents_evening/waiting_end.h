#pragma once
#include "waiting.h"

#include <lodge/booking.h>

#include <functional>

namespace lodge::parents_evening {

/// Whether a family may not see somebody any more.
using Loses = std::function<bool(HouseholdId, const Whom&)>;

/// The places in line of families that `loses` says something of end in this write, with what was held for them. Answers
/// for whom each of them waited. `people`: who is of which household from now on. Inside Database::write.
std::map<HouseholdId, std::vector<Whom>> end_places(const Kernel& kernel, Transaction& transaction, const Actor& actor, const People& people,
                                                    EveningId evening, const Loses& loses);
/// As a message about it holds them.
Value::List teachers_of(const std::vector<Whom>& whom);
/// The message to a family that waits in vain for these teachers.
void tell_waited(const Kernel& kernel, Transaction& transaction, const Actor& actor, EveningId evening, HouseholdId household, const std::vector<Whom>& whom);

}  // namespace lodge::parents_evening
