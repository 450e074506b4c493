#pragma once
#include "local_times.h"

#include <lodge/access.h>
#include <lodge/rooms.h>
#include <lodge/value.h>

#include <string>

namespace lodge::rooms {

/// What the rule "rooms.may_book" is asked; scripts/lodge.d.lua says what each field is.
struct RuleFacts {
  const Actor& actor;
  const Room& room;
  const When& when;
  const SchoolDay& day;
  std::string term;
  int school_days_ahead;
  std::int64_t bookings_this_week;
  bool repeats;
};

/// Pure.
Value rule_question(const RuleFacts& facts);

}  // namespace lodge::rooms
