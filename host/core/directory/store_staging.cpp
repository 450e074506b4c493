#include "core/directory/staging.h"
#include "core/directory/words.h"

#include <algorithm>

namespace lodge::core {
namespace {

using std::string;

// Inserts rows in the key's order, so that two writers meet in one order. `cells` appends one row's cells after site.
template <class Rows, class Cells>
void begin(const Staging& staging, std::string_view into, std::size_t columns, const Rows& rows, Cells&& cells) {
  std::vector<Bind> binds;
  binds.reserve(rows.size() * columns);
  for (const auto& row : rows) {
    binds.emplace_back(staging.site);
    binds.emplace_back(staging.revision);
    binds.emplace_back(kForEver);
    for (auto& cell : cells(row)) binds.push_back(std::move(cell));
  }
  if (!binds.empty()) staging.transaction.insert_rows(into, columns, binds);
}

using Cells = std::vector<Bind>;

string joined_lines(const std::vector<string>& lines) {
  string text;
  for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

constexpr std::string_view kBeginPeople =
    "insert into person (site, from_revision, to_revision, id, kind, missing_since, registration_class, year_group)";

void Staging::begin_people(std::span<const PersonRow> people) const {
  begin(*this, kBeginPeople, 8, people, [&](const PersonRow& row) {
    return Cells{row.id, word_of(row.kind), row.missing ? now.time_since_epoch().count() : 0, row.registration_class, row.year_group};
  });
}

constexpr std::string_view kEndPerson = "update person set to_revision = ? where site = ? and id = ? and to_revision = ?";

void Staging::end_people(std::span<const PersonId> people) const {
  for (const auto id : people) transaction.execute(kEndPerson, {revision, site, id, kForEver});
}

constexpr std::string_view kBeginTies =
    "insert into tie (site, from_revision, to_revision, contact, student, relationship, responsibility, priority)";

void Staging::begin_ties(std::span<const Tie> ties) const {
  begin(*this, kBeginTies, 8, ties, [](const Tie& tie) {
    return Cells{tie.contact, tie.student, tie.relationship, word_of(tie.responsibility), tie.priority};
  });
}

constexpr std::string_view kEndTie =
    "update tie set to_revision = ? where site = ? and contact = ? and student = ? and to_revision = ?";

void Staging::end_ties(std::span<const Tie> ties) const {
  for (const auto& tie : ties) transaction.execute(kEndTie, {revision, site, tie.contact, tie.student, kForEver});
}

constexpr std::string_view kBeginClasses = "insert into taught_class (site, from_revision, to_revision, code, subject)";

void Staging::begin_classes(std::span<const std::pair<string, string>> code_and_subject) const {
  begin(*this, kBeginClasses, 5, code_and_subject, [](const auto& one) { return Cells{one.first, one.second}; });
}

constexpr std::string_view kEndClass = "update taught_class set to_revision = ? where site = ? and code = ? and to_revision = ?";

void Staging::end_classes(std::span<const string> codes) const {
  for (const auto& code : codes) transaction.execute(kEndClass, {revision, site, code, kForEver});
}

constexpr std::string_view kBeginClassMembers = "insert into class_member (site, from_revision, to_revision, code, person)";

void Staging::begin_class_members(std::span<const Membership> members) const {
  begin(*this, kBeginClassMembers, 5, members, [](const auto& one) { return Cells{one.first, one.second}; });
}

constexpr std::string_view kEndClassMember =
    "update class_member set to_revision = ? where site = ? and code = ? and person = ? and to_revision = ?";

void Staging::end_class_members(std::span<const Membership> members) const {
  for (const auto& [code, person] : members) transaction.execute(kEndClassMember, {revision, site, code, person, kForEver});
}

constexpr std::string_view kBeginGroupMembers = "insert into group_member (site, from_revision, to_revision, name, person)";

void Staging::begin_group_members(std::span<const Membership> members) const {
  begin(*this, kBeginGroupMembers, 5, members, [](const auto& one) { return Cells{one.first, one.second}; });
}

constexpr std::string_view kEndGroupMember =
    "update group_member set to_revision = ? where site = ? and name = ? and person = ? and to_revision = ?";

void Staging::end_group_members(std::span<const Membership> members) const {
  for (const auto& [name, person] : members) transaction.execute(kEndGroupMember, {revision, site, name, person, kForEver});
}

constexpr std::string_view kBeginRooms =
    "insert into room (site, from_revision, to_revision, id, missing_since, code, name, building, capacity, kind, features)";

void Staging::begin_rooms(std::span<const RoomRow> rooms) const {
  begin(*this, kBeginRooms, 11, rooms, [&](const RoomRow& row) {
    const auto& room = row.room;
    return Cells{room.id, row.missing ? now.time_since_epoch().count() : 0, room.code, room.name, room.building, room.capacity,
                 room.kind, joined_lines(room.features)};
  });
}

constexpr std::string_view kEndRoom = "update room set to_revision = ? where site = ? and id = ? and to_revision = ?";

void Staging::end_rooms(std::span<const RoomId> rooms) const {
  for (const auto id : rooms) transaction.execute(kEndRoom, {revision, site, id, kForEver});
}

namespace {

Cells key_of(const TimetableLine& line) {
  return {line.week, line.weekday, line.period, line.class_code, line.teacher ? line.teacher->text() : "",
          line.room ? line.room->text() : ""};
}

}  // namespace

constexpr std::string_view kBeginLines =
    "insert into timetable_line (site, from_revision, to_revision, week, weekday, period, class_code, teacher, room)";

void Staging::begin_lines(std::span<const TimetableLine> lines) const { begin(*this, kBeginLines, 9, lines, key_of); }

constexpr std::string_view kEndLine =
    "update timetable_line set to_revision = ? where site = ? and week = ? and weekday = ? and period = ? and class_code = ? "
    "and teacher = ? and room = ? and to_revision = ?";

void Staging::end_lines(std::span<const TimetableLine> lines) const {
  for (const auto& line : lines) {
    Cells binds{revision, site};
    for (auto& cell : key_of(line)) binds.push_back(std::move(cell));
    binds.emplace_back(kForEver);
    transaction.execute(kEndLine, binds);
  }
}

constexpr std::string_view kBeginFields = "insert into person (id, from_revision, to_revision, fields)";
constexpr std::string_view kEndFields = "update person set to_revision = ? where id = ? and to_revision = ?";

void begin_fields(Transaction& vault, std::int64_t revision, std::span<const SealedPerson> people) {
  Cells binds;
  for (const auto& one : people) {
    if (one.replaces) vault.execute(kEndFields, {revision, one.id, kForEver});
    binds.insert(binds.end(), {one.id, revision, kForEver, one.fields});
  }
  if (!binds.empty()) vault.insert_rows(kBeginFields, 4, binds);
}

namespace {

// The tables whose rows live from one revision to another, and their columns between site and the revisions' own.
struct Table {
  std::string_view name, columns;
};
constexpr Table kTables[] = {
    {"person", "id, kind, missing_since, registration_class, year_group"},
    {"tie", "contact, student, relationship, responsibility, priority"},
    {"taught_class", "code, subject"},
    {"class_member", "code, person"},
    {"group_member", "name, person"},
    {"room", "id, missing_since, code, name, building, capacity, kind, features"},
    {"timetable_line", "week, weekday, period, class_code, teacher, room"},
};

string for_table(std::string_view statement, const Table& table) {
  string text(statement);
  for (const auto& [word, by] : {std::pair(std::string_view("{t}"), table.name), {std::string_view("{c}"), table.columns}}) {
    for (auto at = text.find(word); at != string::npos; at = text.find(word)) text.replace(at, word.size(), by);
  }
  return text;
}

}  // namespace

constexpr std::string_view kDrop = "delete from {t} where site = ? and from_revision > ?";
constexpr std::string_view kGoOn = "update {t} set to_revision = ? where site = ? and to_revision > ? and to_revision < ?";

void drop_staged(Transaction& central, SiteId site, std::int64_t present) {
  for (const auto& table : kTables) {
    central.execute(for_table(kDrop, table), {site, present});
    central.execute(for_table(kGoOn, table), {kForEver, site, present, kForEver});
  }
}

constexpr std::string_view kDropFields = "delete from person where from_revision > ?";
constexpr std::string_view kGoOnFields = "update person set to_revision = ? where to_revision > ? and to_revision < ?";

void drop_staged_fields(Transaction& vault, std::int64_t present) {
  vault.execute(kDropFields, {present});
  vault.execute(kGoOnFields, {kForEver, present, kForEver});
}

constexpr std::string_view kBringBack =
    "insert into {t} (site, from_revision, to_revision, {c}) select site, ?, ?, {c} from {t} where site = ? and to_revision = ?";
constexpr std::string_view kTakeBack = "update {t} set to_revision = ? where site = ? and from_revision = ? and to_revision = ?";

void stage_undo(Transaction& central, SiteId site, std::int64_t done, std::int64_t revision) {
  for (const auto& table : kTables) {
    central.execute(for_table(kTakeBack, table), {revision, site, done, kForEver});
    central.execute(for_table(kBringBack, table), {revision, kForEver, site, done});
  }
}

constexpr std::string_view kBringBackFields =
    "insert into person (id, from_revision, to_revision, fields) select id, ?, ?, fields from person where to_revision = ?";
constexpr std::string_view kTakeBackFields = "update person set to_revision = ? where from_revision = ? and to_revision = ?";

void stage_undo_fields(Transaction& vault, std::int64_t done, std::int64_t revision) {
  vault.execute(kTakeBackFields, {revision, done, kForEver});
  vault.execute(kBringBackFields, {revision, kForEver, done});
}

}  // namespace lodge::core
