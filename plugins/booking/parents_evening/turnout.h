#pragma once
#include "appointment.h"
#include "plan.h"
#include "wishes.h"

#include <lodge/booking.h>

#include <map>

namespace lodge::parents_evening {

/// How many came, and how many did not.
struct Turnout {
  int booked = 0, came = 0, missed = 0;
  int unknown() const { return booked - came - missed; }
};

/// What a line counts, in words, and how many. Pure.
struct TurnoutLine {
  std::string name;
  Turnout turnout;
};

struct Turnouts {
  Turnout whole;
  std::vector<TurnoutLine> by_teacher, by_year, by_need;
};

/// Who sits together at a joint desk counts each for himself. `needs`: of the families, as far as anybody said; a family
/// counts under each of its own. `group`: its students are a line of by_need; nullptr: none. By surname; by year; by need.
Turnouts count_turnout(const Say& say, const Plan& plan, const People& people, const std::vector<Appointment>& booked, const std::map<HouseholdId, Needs>& needs,
                       const Group* group);

/// Fewer than this could be known by name.
inline constexpr int kFew = 5;
/// A line's figures as they may be passed on: whole when none of them is 1 to 4; else only how many booked, and not that
/// if it is 1 to 4 itself. The parts go together, since two of them and the sum would give the third.
struct Veiled {
  std::string booked, came, missed, unknown;
  bool veiled = false;
};
Veiled veil(const Say& say, const Turnout& turnout);
/// The figures as they are.
Veiled exact(const Turnout& turnout);

}  // namespace lodge::parents_evening
