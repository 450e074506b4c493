#pragma once
#include "plan.h"

#include <lodge/database.h>

#include <span>

namespace lodge::parents_evening {

/// The rows of an evening and its desks. All inside Database::read or write.
std::vector<Evening> evenings(Reader& reader, SiteId site);  ///< newest first
/// Published or called off, with a date that ends after `after`; newest first.
std::vector<EveningId> shown_evenings(Reader& reader, SiteId site, Instant after);
std::optional<Evening> find_evening(Reader& reader, EveningId id);
std::optional<Plan> load_plan(Reader& reader, EveningId id);
/// What a loaded plan is as new as: the evening's version, and a number that rises when somebody says how late it runs.
struct Versions {
  std::int64_t evening = 0, late = 0;
  bool operator==(const Versions&) const = default;
};
/// The present ones; nothing when there is no such evening. Cheap: one look by key.
std::optional<Versions> versions_of(Reader& reader, EveningId id);

/// Holds the evening at `version` until the transaction ends, and with it who may book: false when it has moved, or when a
/// household or a contact rule was changed since `people`. Decide again.
bool still_at(Transaction& transaction, EveningId id, std::int64_t version, const People& people);
/// Lets nobody book any more by people older than `revision`; waits for whoever is just doing so, and sees it then.
void families_moved(Transaction& transaction, EveningId id, std::int64_t revision);

void insert(Transaction& transaction, const Evening& evening);
/// Writes what `evening` says and raises its version from `evening.version`; false when it has moved.
bool update(Transaction& transaction, const Evening& evening);

void replace_audience(Transaction& transaction, EveningId id, const Audience& audience);
void replace_stagger(Transaction& transaction, EveningId id, const std::map<int, Instant>& staggered);
void replace_early(Transaction& transaction, EveningId id, const std::set<HouseholdId>& households);

void insert(Transaction& transaction, EveningId evening, const EveningDate& date);
void update(Transaction& transaction, const EveningDate& date);
void remove_date(Transaction& transaction, EveningDateId id);

/// The desk with its teachers; its breaks are added one by one.
void insert(Transaction& transaction, EveningId evening, const Desk& desk);
/// Everything but its teachers, its breaks and how late it runs.
void update(Transaction& transaction, const Desk& desk);
void set_substitute(Transaction& transaction, EveningDateId date, TeacherId teacher, std::optional<TeacherId> substitute);
void replace_teachers(Transaction& transaction, const Desk& desk);
void remove_desk(Transaction& transaction, DeskId id);

void insert_break(Transaction& transaction, DeskId desk, int slot, BookingId booking);
std::vector<std::pair<int, BookingId>> breaks_of(Reader& reader, DeskId desk);  ///< by slot
void remove_break(Transaction& transaction, DeskId desk, int slot);

/// Rooms that a date has for itself, and the ledger's booking of each.
std::map<RoomId, BookingId> rooms_of(Reader& reader, EveningDateId date);
void insert_room(Transaction& transaction, EveningDateId date, RoomId room, BookingId booking);
void remove_room(Transaction& transaction, EveningDateId date, RoomId room);

std::vector<SiteId> sites(Reader& reader);

}  // namespace lodge::parents_evening
