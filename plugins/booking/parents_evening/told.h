#pragma once
#include "evening.h"

#include <lodge/database.h>

#include <map>

namespace lodge::parents_evening {

/// What a family was sent or printed last. All inside Database::read or write.
enum class Told { letter, invitation, reminder };
std::map<HouseholdId, Instant> told(Reader& reader, EveningId evening, Told kind);
void mark_told(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when);

/// Whether the fallback pack of a sitting was written.
bool pack_written(Reader& reader, EveningDateId date);
/// False when another host wrote it first.
bool mark_pack_written(Transaction& transaction, EveningDateId date, Instant when);

}  // namespace lodge::parents_evening
