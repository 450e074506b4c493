#pragma once
#include "decide.h"
#include "whom.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Fills what a household has, live at the situation's time: its appointments, its children's, how long they are, what it
/// needs and whose time that takes.
void read_family(const Kernel& kernel, Reader& reader, Situation& situation);

/// Where a family that stands in line could be seen with that teacher, nearest first to what it has that evening; the
/// situation is its own. Nothing when it may not book itself, or no time is left to ask it. Reads settings only.
std::vector<Spot> could_offer(const Kernel& kernel, const Situation& situation, const Whom& whom);

/// The free times at `desks` that belong to families in line before this household, as appointments of nobody's: what
/// comes free is theirs first, however it came free, and nobody else's until they were asked. Inside Database::read, for
/// pages, and inside the write that books, which is held to it.
std::vector<Appointment> kept_for_line(const Kernel& kernel, Reader& reader, const Situation& situation, const std::set<DeskId>& desks);

}  // namespace lodge::parents_evening
