#pragma once
#include "appointment.h"
#include "elsewhere.h"
#include "needs.h"
#include "plan.h"

#include <lodge/rooms.h>

#include <set>

namespace lodge::parents_evening {

/// What is known of the school and its families when an evening changes.
struct School {
  const People& people;
  const Rooms& rooms;
  std::map<HouseholdId, Needs> needs{};   ///< of those who said something
  std::map<HouseholdId, int> lengths{};   ///< slots that each appointment takes, where it is more than one
  Elsewhere elsewhere{};

  Needs needs_of(HouseholdId household) const {
    const auto said = needs.find(household);
    return said == needs.end() ? Needs() : said->second;
  }
  int length_of(HouseholdId household) const {
    const auto own = lengths.find(household);
    return own == lengths.end() ? 1 : own->second;
  }
  std::vector<Interval> elsewhere_of(HouseholdId household) const {
    const auto own = elsewhere.find(household);
    return own == elsewhere.end() ? std::vector<Interval>() : own->second;
  }
};

/// Why an appointment that stands could not be booked anew as it is.
enum class Strain {
  too_close,  ///< to another of the family: no time to get there, or less between them than the school always keeps
  too_many,   ///< more than the school lets one family have about one student
  twice,      ///< another household sees the teacher about the student, and one goes for all
  steps,      ///< the family needs a way without, and its desk has none
  too_short,  ///< it takes longer now
};

/// Which of the booked ones the plan's rules would not let be booked after those made before them. Pure.
std::map<BookingId, Strain> strains(const Plan& plan, const School& school, std::vector<Appointment> all);
/// Which of the booked ones meet steps, whatever else strains them. Pure.
std::set<BookingId> at_steps(const Plan& plan, const School& school, const std::vector<Appointment>& all);

}  // namespace lodge::parents_evening
