#pragma once
#include "wishes.h"

#include <lodge/booking.h>

#include <span>

namespace lodge::parents_evening {

/// Why a wish was not met, as it goes on after the teacher's name: "is full: …". Tells of no other household.
std::string reason_words(const Say& say, const WishRefused& refused);

/// Whom a family was not given and why, of those that it may see still and has not `booked` since: who, why.
Value::List refused_words(const Say& say, const Plan& plan, const People& people, HouseholdId household,
                          const std::vector<WishRefused>& refused, std::span<const Appointment> booked);

/// "Ms Okafor about Maya"
std::string whom_words(const Say& say, const Plan& plan, const People& people, const Whom& whom);

}  // namespace lodge::parents_evening
