#pragma once
#include "revise.h"
#include "waiting.h"

#include <lodge/booking.h>

#include <functional>

namespace lodge::parents_evening {

/// Whether a family may not see somebody any more.
using Loses = std::function<bool(HouseholdId, const Whom&)>;

/// Whether a family waits in vain from now on because `before` becomes `after`: the evening is called off, the family may not
/// see the teacher then, or the teacher sits nowhere any more. Whom the school's records shut out, they shut out without a
/// word, and not by this. What it is made of is lent.
Loses loses_by(const Plan& before, const Plan& after, const People& people, Instant now);

/// The places in line of families that `loses` says something of end in this write, with what was held for them. Answers
/// for whom each of them waited. `people`: who is of which household from now on. Inside Database::write.
std::map<HouseholdId, std::vector<Whom>> end_places(const Kernel& kernel, Transaction& transaction, const Actor& actor, const People& people,
                                                    EveningId evening, const Loses& loses);
/// The places go on with what `fates` has made of their offers: one that lost it waits. Whoever waits for a teacher who left a
/// joint desk, and has no other, waits as long for the colleague who stays there. After move_appointments, inside
/// Database::write.
void pass_places(const Kernel& kernel, Transaction& transaction, const Actor& actor, const People& people, const Plan& before, const Plan& after,
                 const std::vector<Fate>& fates);
/// As a message about it holds them.
Value::List teachers_of(const std::vector<Whom>& whom);
/// The message to a family that waits in vain for these teachers.
void tell_waited(const Kernel& kernel, Transaction& transaction, const Actor& actor, EveningId evening, HouseholdId household, const std::vector<Whom>& whom);

}  // namespace lodge::parents_evening
