#pragma once
#include "revise.h"
#include "setup.h"

namespace lodge::parents_evening {

// What a change of plan does to rows and ledger, step by step, inside one write. Each reads what is there and makes it
// as the plan says.

/// Audience, dates and desks as rows; desks that are new as resources of the ledger.
void write_rows(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after);
/// Breaks that are no more are freed; those that are new are claimed, once nobody has their slots.
void free_breaks(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after);
void claim_breaks(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Plan& before, const Plan& after);
/// The teachers' diaries and the rooms; whoever has them otherwise.
std::vector<InTheWay> claim_time(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Plan& before, Plan& after);
/// Claims and rows of the appointments; one that its household's diary has no room for is given back, and says so in its fate.
void move_appointments(const Kernel& kernel, Transaction& transaction, const Plan& after, const People& people, std::vector<Fate>& fates);
/// Desks and dates that are no more.
void remove_rows(Transaction& transaction, const Plan& before, const Plan& after);

}  // namespace lodge::parents_evening
