#pragma once
#include "appointment.h"
#include "plan.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What a household has in its basket at an evening, also what ran out and nobody has swept. By start.
std::vector<Appointment> holds_of(Reader& reader, EveningId evening, HouseholdId household);
/// Of these what the household may still be told of: what its page of the basket shows.
std::vector<Appointment> holds_shown(Reader& reader, const People& people, EveningId evening, HouseholdId household);
/// Gives up the claims of a hold or an appointment; a booking that was swept is no trouble.
void let_go(const Kernel& kernel, Transaction& transaction, BookingId booking);
void let_go_holds(const Kernel& kernel, Transaction& transaction, EveningId evening, HouseholdId household);
/// Writes where an appointment is now that was at `was`. Who came to the door that day has not come on another.
void place_anew(const Kernel& kernel, Transaction& transaction, SiteId site, const Interval& was, const Appointment& one);
/// Marks that the student sees the teacher, as mark_once; a hold that ran out and is still in the records is no hindrance.
bool mark(Transaction& transaction, const Plan& plan, const People& people, const Appointment& one, Instant now);

}  // namespace lodge::parents_evening
