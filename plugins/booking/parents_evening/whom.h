#pragma once
#include "decide.h"

namespace lodge::parents_evening {

inline Choice choice_of(const Appointment& one) { return {one.student, one.teacher, one.desk, one.slot, one.slots, ""}; }

std::string text(const Whom& whom);
std::optional<Whom> parse_whom(std::string_view text);

/// A desk and a slot, in forms "<desk>.<slot>".
std::string slot_text(DeskId desk, int slot);
std::optional<std::pair<DeskId, int>> parse_slot(std::string_view text);

/// What went wrong with a choice, in an address: "<student>.<teacher>.<desk>.<slot>.<why>".
std::string text(const Choice& choice, Why why);
std::optional<std::pair<Choice, Why>> parse_missed(std::string_view text);

}  // namespace lodge::parents_evening
