#pragma once
#include "core/directory/rows.h"

#include <lodge/database.h>

namespace lodge::core {

constexpr std::string_view kPeopleRevision = "people";      ///< of what the MIS said
constexpr std::string_view kPeopleEdits = "people.edits";  ///< of what the school itself said

/// Whether there is such a site.
bool site_exists(Reader& reader, SiteId site);

/// What the central store knows of the people at its present revision; names are elsewhere.
DirectoryRows load_directory(Reader& central, SiteId site);
std::vector<RoomRow> load_rooms(Reader& central, SiteId site, std::int64_t revision);
std::vector<TimetableLine> load_timetable(Reader& central, SiteId site, std::int64_t revision);

/// Of the vault: at which revision each one's fields at `revision` were written.
std::map<PersonId, std::int64_t> load_fields_from(Reader& vault, std::int64_t revision);
struct SealedFields {
  PersonId person;
  std::string sealed;
};
/// Those at `revision` that were written after `written_after`.
std::vector<SealedFields> load_fields(Reader& vault, std::int64_t revision, std::int64_t written_after);

void put_contact_rule(Transaction& transaction, SiteId site, StudentId student, ContactRule rule);
void put_household(Transaction& transaction, SiteId site, ContactId contact, HouseholdId household);

}  // namespace lodge::core
