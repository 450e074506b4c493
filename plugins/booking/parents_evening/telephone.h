#pragma once
#include "book.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

// Where a teacher rings a family: its number, kept sealed with what it needs (Needs::telephone), for this evening and later
// ones, until it says another.

inline constexpr std::string_view kNumberField = "telephone";

bool is_rung(const Plan& plan, DeskId desk);  ///< a sitting by telephone
bool rings(const Plan& plan);                 ///< some desk is

/// 5 to 20 digits, and the blanks and marks that people write between them.
bool is_number(std::string_view text);
/// As it was typed, without blanks around it and marks that nobody sees; digits of any script as 0 to 9.
std::string typed_number(const Fields& form);
std::string number_fault(const Say& say);
/// rings, telephone: the fields of pages/telephone_field.html.
void add_number_field(Value::Map& values, bool rings, const std::string& number);

/// Kept for the family from now on, in a write of its own; an empty one, or the one known already, changes nothing.
/// Nor does one of a family that is not the actor's any more. Typed by staff it is kept among the family's words, not theirs; the audit names who typed it. @throws Unavailable
void keep_number(const Kernel& kernel, const Appointments& appointments, const Actor& actor, const Situation& situation, const std::string& number);

using Numbers = std::map<HouseholdId, std::string>;
/// What the families of those of `appointments` that are by telephone said. @throws Unavailable
Numbers numbers_for(const Kernel& kernel, Reader& reader, const Plan& plan, const std::vector<Appointment>& appointments);
/// Empty where there is none.
std::string number_of(const Numbers& numbers, HouseholdId household);
/// As a telephone dials it: digits, and the + in front; of "+44 (0)1632 960 123" without the 0.
std::string dialled(std::string_view number);
/// The number, or what a teacher does about a family that gave none.
std::string number_words(const Say& say, const std::string& number);
/// All of an evening's appointments, and the numbers of those by telephone. @throws Unavailable
std::pair<std::vector<Appointment>, Numbers> appointments_and_numbers(const Kernel& kernel, const Plan& plan);

}  // namespace lodge::parents_evening
