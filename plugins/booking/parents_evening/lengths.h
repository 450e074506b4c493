#pragma once
#include "plan.h"

#include <lodge/database.h>

namespace lodge::parents_evening {

/// How many slots an appointment of that student's families with that teacher takes: the longest that its classes, the
/// teacher or who sits there too have. Pure.
int length_of(const Plan& plan, const People& people, StudentId student, TeacherId teacher);

// Rows. All inside Database::read or write.
Lengths lengths_of(Reader& reader, EveningId evening);
void replace_lengths(Transaction& transaction, EveningId evening, const Lengths& lengths);
/// How many slots each appointment of a family takes at least; 1 where nothing was said.
int family_length(Reader& reader, EveningId evening, HouseholdId household);
std::map<HouseholdId, int> family_lengths(Reader& reader, EveningId evening);  ///< without those of 1
/// At least so many from now on.
void lengthen(Transaction& transaction, EveningId evening, HouseholdId household, int slots);
void set_family_length(Transaction& transaction, EveningId evening, HouseholdId household, int slots);

}  // namespace lodge::parents_evening
