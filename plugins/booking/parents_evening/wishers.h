#pragma once
#include "wishes.h"

#include <lodge/calendar.h>

namespace lodge::parents_evening {

/// Whether families send wishes, will send them, or wait for what they give.
bool awaits_round(const Plan& plan);
/// Whether wishes can be sent until another time, one that is to come, or none are asked for any more: what was worked out
/// of those that were sent counts no more.
bool opens_round(const Plan& before, const Plan& after, Instant now);

/// A family that sent wishes and waits for what the round gives it, when the office changes the evening.
struct Wisher {
  HouseholdId household{};
  std::vector<Interval> windows{};  ///< when it can come: with their date on another day, at the same time by the clock
  bool moved = false;               ///< and that is not what it said
  bool told = false;                ///< it sees a difference: when it can come, how it is held, whom it can see then
};

/// What becomes of each when `before` becomes `after`; of nobody once the round's appointments are booked. Pure.
std::vector<Wisher> wishers(const Calendar& calendar, const Plan& before, const Plan& after, const People& people, const std::vector<Wishes>& wishes);

}  // namespace lodge::parents_evening
