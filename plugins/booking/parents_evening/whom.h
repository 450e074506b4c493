#pragma once
#include "decide.h"

namespace lodge::parents_evening {

inline Choice choice_of(const Appointment& one) { return {one.student, one.teacher, one.desk, one.slot, one.slots, ""}; }

/// A hold as a page showed it: another one once the school has moved it. In forms "<booking>.<desk>.<seconds>".
struct SeenHold {
  BookingId booking{};
  DeskId desk{};
  std::int64_t starts = 0;  ///< seconds since the epoch
  auto operator<=>(const SeenHold&) const = default;
};
SeenHold seen_hold(const Appointment& held);
std::set<SeenHold> seen_holds(const std::vector<Appointment>& held);
std::string text(const SeenHold& seen);
std::optional<SeenHold> parse_seen_hold(std::string_view text);

/// As the family sees it: several teachers at one desk are one.
Whom seen_as(const Plan& plan, const People& people, const Whom& whom);
/// Whether one of these is booked with them.
bool is_booked(const Plan& plan, const People& people, const std::vector<Appointment>& all, const Whom& whom);

std::string text(const Whom& whom);
std::optional<Whom> parse_whom(std::string_view text);

/// A desk and a slot, in forms "<desk>.<slot>".
std::string slot_text(DeskId desk, int slot);
std::optional<std::pair<DeskId, int>> parse_slot(std::string_view text);

/// What went wrong with a choice, in an address: "<student>.<teacher>.<desk>.<slot>.<why>".
std::string text(const Choice& choice, Why why);
std::optional<std::pair<Choice, Why>> parse_missed(std::string_view text);

}  // namespace lodge::parents_evening
