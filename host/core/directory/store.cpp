#include "core/directory/store.h"

#include "core/directory/words.h"
#include "core/revisions/revisions.h"

namespace lodge::core {
namespace {

using std::int64_t;
using std::string;

// features are stored one a line
std::vector<string> lines_of(const string& text) {
  std::vector<string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

template <class IdType>
std::optional<IdType> id_in(const string& text) {
  return IdType::parse(text);
}

constexpr std::string_view kPeople =
    "select id, kind, missing_since, registration_class, year_group from person "
    "where site = ? and from_revision <= ? and to_revision > ?";

void add_people(Reader& reader, SiteId site, DirectoryRows& rows) {
  for (const auto& [id, kind, missing, registration, year] :
       reader.rows<PersonId, string, int64_t, string, std::optional<int64_t>>(kPeople, {site, rows.revision, rows.revision})) {
    PersonRow row{id, person_kind(kind), missing != 0, {}, registration, std::nullopt, 0};
    if (year) row.year_group = static_cast<int>(*year);
    rows.people.push_back(std::move(row));
  }
}

constexpr std::string_view kTies =
    "select contact, student, relationship, responsibility, priority from tie "
    "where site = ? and from_revision <= ? and to_revision > ?";

void add_ties(Reader& reader, SiteId site, DirectoryRows& rows) {
  for (const auto& [contact, student, relationship, word, priority] :
       reader.rows<ContactId, StudentId, string, string, int64_t>(kTies, {site, rows.revision, rows.revision})) {
    rows.ties.push_back({contact, student, relationship, responsibility(word), static_cast<int>(priority)});
  }
}

constexpr std::string_view kClasses =
    "select code, subject from taught_class where site = ? and from_revision <= ? and to_revision > ?";
constexpr std::string_view kClassMembers =
    "select code, person from class_member where site = ? and from_revision <= ? and to_revision > ?";
constexpr std::string_view kGroupMembers =
    "select name, person from group_member where site = ? and from_revision <= ? and to_revision > ?";

void add_classes_and_groups(Reader& reader, SiteId site, DirectoryRows& rows) {
  const auto at = rows.revision;
  for (const auto& [code, subject] : reader.rows<string, string>(kClasses, {site, at, at})) rows.classes.emplace(code, subject);
  for (const auto& [code, person] : reader.rows<string, PersonId>(kClassMembers, {site, at, at})) {
    rows.class_members.emplace_back(code, person);
  }
  for (const auto& [name, person] : reader.rows<string, PersonId>(kGroupMembers, {site, at, at})) {
    rows.group_members.emplace_back(name, person);
  }
}

constexpr std::string_view kRules = "select student, rule from contact_rule where site = ?";
constexpr std::string_view kHouseholds = "select contact, household from household_member where site = ?";

void add_edits(Reader& reader, SiteId site, DirectoryRows& rows) {
  for (const auto& [student, rule] : reader.rows<StudentId, string>(kRules, {site})) rows.rules.emplace(student, contact_rule(rule));
  for (const auto& [contact, household] : reader.rows<ContactId, HouseholdId>(kHouseholds, {site})) {
    rows.households.emplace(contact, household);
  }
}

}  // namespace

constexpr std::string_view kSite = "select code from site where id = ?";

bool site_exists(Reader& reader, SiteId site) { return reader.row<string>(kSite, {site}).has_value(); }

DirectoryRows load_directory(Reader& central, SiteId site) {
  DirectoryRows rows;
  rows.revision = revision(central, site, kPeopleRevision);
  rows.edits = revision(central, site, kPeopleEdits);
  add_people(central, site, rows);
  add_ties(central, site, rows);
  add_classes_and_groups(central, site, rows);
  add_edits(central, site, rows);
  return rows;
}

constexpr std::string_view kRooms =
    "select id, missing_since, code, name, building, capacity, kind, features from room "
    "where site = ? and from_revision <= ? and to_revision > ? order by building, code";

std::vector<RoomRow> load_rooms(Reader& central, SiteId site, int64_t revision) {
  std::vector<RoomRow> rooms;
  for (const auto& [id, missing, code, name, building, capacity, kind, features] :
       central.rows<RoomId, int64_t, string, string, string, int64_t, string, string>(kRooms, {site, revision, revision})) {
    rooms.push_back({{id, code, name, building, static_cast<int>(capacity), kind, lines_of(features)}, missing != 0});
  }
  return rooms;
}

constexpr std::string_view kLines =
    "select week, weekday, period, class_code, teacher, room from timetable_line "
    "where site = ? and from_revision <= ? and to_revision > ? order by week, weekday, period, class_code, teacher, room";

std::vector<TimetableLine> load_timetable(Reader& central, SiteId site, int64_t revision) {
  std::vector<TimetableLine> lines;
  for (const auto& [week, weekday, period, code, teacher, room] :
       central.rows<string, int64_t, string, string, string, string>(kLines, {site, revision, revision})) {
    lines.push_back({week, static_cast<int>(weekday), period, code, id_in<TeacherId>(teacher), id_in<RoomId>(room)});
  }
  return lines;
}

constexpr std::string_view kFieldsFrom = "select id, from_revision from person where from_revision <= ? and to_revision > ?";

std::map<PersonId, int64_t> load_fields_from(Reader& vault, int64_t revision) {
  std::map<PersonId, int64_t> from;
  for (const auto& [person, at] : vault.rows<PersonId, int64_t>(kFieldsFrom, {revision, revision})) from.emplace(person, at);
  return from;
}

constexpr std::string_view kFields =
    "select id, fields from person where from_revision <= ? and to_revision > ? and from_revision > ?";

std::vector<SealedFields> load_fields(Reader& vault, int64_t revision, int64_t written_after) {
  std::vector<SealedFields> all;
  for (auto& [person, sealed] : vault.rows<PersonId, string>(kFields, {revision, revision, written_after})) {
    all.push_back({person, std::move(sealed)});
  }
  return all;
}

constexpr std::string_view kForgetRule = "delete from contact_rule where site = ? and student = ?";
constexpr std::string_view kAddRule = "insert into contact_rule (site, student, rule) values (?, ?, ?)";

void put_contact_rule(Transaction& transaction, SiteId site, StudentId student, ContactRule rule) {
  transaction.execute(kForgetRule, {site, student});
  transaction.execute(kAddRule, {site, student, word_of(rule)});
}

constexpr std::string_view kForgetHousehold = "delete from household_member where site = ? and contact = ?";
constexpr std::string_view kAddHousehold = "insert into household_member (site, contact, household) values (?, ?, ?)";

void put_household(Transaction& transaction, SiteId site, ContactId contact, HouseholdId household) {
  transaction.execute(kForgetHousehold, {site, contact});
  transaction.execute(kAddHousehold, {site, contact, household});
}

}  // namespace lodge::core
