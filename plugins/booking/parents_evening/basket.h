#pragma once
#include "book.h"
#include "family.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What did not go into a basket, and why.
using Gone = std::pair<Choice, Why>;

/// What was refused, and why.
struct Lost {
  Choice choice;
  Refused refused;
};

/// Asks for all of them, and where some are refused for the others; answers what cannot be had.
std::vector<Lost> ask_for_what_is_there(std::vector<Choice> choices, const std::function<Booked(const std::vector<Choice>&)>& ask);

/// What a family has in its basket, with what it wrote to the teachers.
std::vector<Choice> in_basket(const Kernel& kernel, const Family& family);

/// Holds as many of `choices` as can be had, in the place of what was held before; answers the others.
std::vector<Gone> keep(const Kernel& kernel, const Appointments& appointments, const Actor& actor, const Family& family,
                       std::vector<Choice> choices);

std::string note_field(const Whom& whom);  ///< "note-<student>.<teacher>": a form's field for what the family writes
/// What a form asks for: "pick-<student>.<teacher>" is "<desk>.<slot>", note_field a text.
std::vector<Choice> picks_of(const Fields& form);
/// With what was typed beside the times, as far as it can be kept.
std::vector<Choice> with_notes(std::vector<Choice> choices, const Plan& plan, const Fields& typed);
/// `choices`, each with what the basket has written to the same teacher, where the form has no field for that.
std::vector<Choice> noted(std::vector<Choice> choices, const std::vector<Choice>& basket, const Fields& form);
/// Which holds the form's page showed: its fields "held".
std::set<SeenHold> seen_in(const Fields& form);
/// What of these holds of the family's the school has taken: its desk has that time no more.
std::vector<Appointment> taken_of(const Kernel& kernel, const Family& family, const std::set<SeenHold>& seen);
/// `more` and what of `some` is about others.
std::vector<Choice> with(std::vector<Choice> some, const std::vector<Choice>& more);

/// The page of the basket, which says what has gone, and why it is `anew`.
std::string basket_link(EveningId evening, const std::vector<Gone>& gone, std::string_view anew = {});

}  // namespace lodge::parents_evening
