#pragma once
#include "evening.h"

#include <lodge/database.h>

#include <map>

namespace lodge::parents_evening {

/// What a family was sent or printed last. All inside Database::read or write.
enum class Told { letter, invitation, reminder };
std::map<HouseholdId, Instant> told(Reader& reader, EveningId evening, Told kind);
void mark_told(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when);
/// The same, unless it was told at `since` or later: then false, and whoever did that has told it. So that a form sent
/// twice, or by two at once, tells a family once.
bool mark_told_first(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when, Instant since);

/// Whether the fallback pack of a sitting was written.
bool pack_written(Reader& reader, EveningDateId date);
/// False when another host wrote it first.
bool mark_pack_written(Transaction& transaction, EveningDateId date, Instant when);

}  // namespace lodge::parents_evening
