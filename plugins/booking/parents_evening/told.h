#pragma once
#include "plan.h"

#include <lodge/database.h>

#include <map>
#include <string>

namespace lodge::parents_evening {

/// What an evening's letters are under in ParentAccess, and until when their codes open.
inline std::string letters_of(EveningId evening) { return "evening/" + evening.text(); }
inline Instant letters_until(const Plan& plan) { return plan.ends() + std::chrono::days(1); }

/// What a family was sent or printed last. All inside Database::read or write.
enum class Told { letter, invitation };
std::map<HouseholdId, Instant> told(Reader& reader, EveningId evening, Told kind);
void mark_told(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when);
/// The same, unless it was told at `since` or later: then false, and whoever did that has told it. So that a form sent
/// twice, or by two at once, tells a family once.
bool mark_told_first(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when, Instant since);

/// Who was reminded of a date on which it has an appointment, and when.
std::map<HouseholdId, Instant> reminded(Reader& reader, EveningDateId date);
void mark_reminded(Transaction& transaction, EveningDateId date, HouseholdId household, Instant when);
/// A message of this moment says how the family's appointments stand: for dates that begin from `now` until `until` it is
/// reminded by that, unless it was before.
void mark_reminded_by_news(Transaction& transaction, EveningId evening, HouseholdId household, Instant now, Instant until);

/// Of a date that is on another day now: its families are reminded anew.
void forget_reminders(Transaction& transaction, EveningDateId date);

/// What was sent to either is what was sent to both from now on.
void join_told(Transaction& transaction, const Plan& plan, HouseholdId from, HouseholdId to);
/// Both were sent what they were sent together, but for letters: their codes open nothing any more.
void split_told(Transaction& transaction, const Plan& plan, HouseholdId from, HouseholdId to);

/// So long before a date its fallback pack goes out.
inline constexpr std::chrono::hours kPackBefore{1};
inline bool is_before_pack(const EveningDate& date, Instant now) { return now < date.when.starts() - kPackBefore; }
/// The ways out of it, and why the last try of one failed; empty: it is out there; kPackIsOld: so it is, but the evening
/// has changed since.
enum class PackPart { folder, printer };
inline constexpr std::string_view kPackIsOld = "old";
std::map<PackPart, std::string> pack_failures(Reader& reader, EveningDateId date);
void mark_pack(Transaction& transaction, EveningDateId date, PackPart part, const std::string& failure, Instant when);
/// The date begins at another time, which its pack does not wait for yet: it goes out anew.
void forget_pack(Transaction& transaction, EveningDateId date);
/// Times of the date have changed: the file is written anew, and what is printed is old.
void age_pack(Transaction& transaction, EveningDateId date);

}  // namespace lodge::parents_evening
