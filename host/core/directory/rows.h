#pragma once
#include <lodge/person.h>
#include <lodge/rooms.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lodge::core {

enum class PersonKind { student, contact, teacher };
inline constexpr PersonKind kPersonKinds[] = {PersonKind::student, PersonKind::contact, PersonKind::teacher};

/// What the vault keeps of a person, together and sealed. Which are used depends on the kind.
struct PersonFields {
  std::string mis_id, title, first_name, surname, email;
  std::optional<LocalDate> date_of_birth;
  auto operator<=>(const PersonFields&) const = default;
};

/// A person as stored: the vault's fields and the central ones.
struct PersonRow {
  PersonId id;
  PersonKind kind;
  bool missing = false;  ///< the MIS no longer names them
  PersonFields fields;
  std::string registration_class;
  std::optional<int> year_group;
  std::int64_t fields_from = 0;  ///< the revision at which `fields` were written
};

using Membership = std::pair<std::string, PersonId>;  ///< class code or group name, and who

/// On which weekday and in which period of which week a class meets whom and where.
struct TimetableLine {
  std::string week;
  int weekday = 0;  ///< 1 to 7
  std::string period, class_code;
  std::optional<TeacherId> teacher;
  std::optional<RoomId> room;
  auto operator<=>(const TimetableLine&) const = default;
};

/// Everything stored about one site's people at one revision: plain data.
struct DirectoryRows {
  std::int64_t revision = 0;  ///< of what the MIS said
  std::int64_t edits = 0;     ///< of what the school itself said
  std::vector<PersonRow> people;
  std::vector<Tie> ties;
  std::map<std::string, std::string> classes;  ///< code → subject
  std::vector<Membership> class_members;
  std::vector<Membership> group_members;
  std::map<StudentId, ContactRule> rules;
  std::map<ContactId, HouseholdId> households;
};

struct RoomRow {
  Room room;
  bool missing = false;
};

}  // namespace lodge::core
