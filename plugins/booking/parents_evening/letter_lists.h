#pragma once
#include "reach.h"

namespace lodge::parents_evening {

/// Which families the office means: "unreached", "no_email", "not_wished", "not_booked"; anything else: all.
bool is_meant(std::string_view whom, const Reach& one);
std::vector<HouseholdId> meant(const std::vector<Reach>& all, std::string_view whom);
/// Whom a form of letters asks for: one family, by its card, or all who are meant. One that is not among them: nobody.
std::vector<HouseholdId> asked_for(const std::vector<Reach>& all, const Fields& form);
/// In which languages there are letters: tag, words in the language itself, chosen.
Value::List language_choices(const Kernel& kernel, const Say& say);

/// Whether an invitation, or a reminder of one, goes to it: not to who has booked, nor to who waits for the round with its wishes.
bool is_to_be_invited(const Plan& plan, const Reach& one);

/// "Last sent Tuesday 3 November, 6:00 pm, to 900 families.", of letters "Last printed"; empty when never. `when`: of a letter or an
/// invitation.
std::string last_words(const Kernel& kernel, const Say& say, SiteId site, const std::vector<Reach>& all, std::optional<Instant> Reach::*when);
/// How many families know by a reminder, or by a message that came in its place; empty when none.
std::string reminded_words(const Say& say, const std::vector<Reach>& all);

}  // namespace lodge::parents_evening
