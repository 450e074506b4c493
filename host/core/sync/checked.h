#pragma once
#include "core/calendar/school_year.h"
#include "core/directory/rows.h"
#include "core/sync/fault.h"
#include "core/sync/pulled.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace lodge::core {

/// The kinds of records, as an end marker names them.
namespace kind {
inline constexpr const char* kStudents = "students";
inline constexpr const char* kContacts = "contacts";
inline constexpr const char* kTeachers = "teachers";
inline constexpr const char* kClasses = "classes";
inline constexpr const char* kGroups = "groups";
inline constexpr const char* kRooms = "rooms";
inline constexpr const char* kPeriods = "periods";
inline constexpr const char* kTerms = "terms";
inline constexpr const char* kLessons = "timetable";
inline constexpr const char* kAll[] = {kStudents, kContacts, kTeachers, kClasses, kGroups, kRooms, kPeriods, kTerms, kLessons};
}  // namespace kind

const char* kind_of(PersonKind person);

/// Who or what a record may speak of although this pull did not bring it: what is known already.
struct Known {
  std::array<std::set<std::string>, 3> mis_ids;  ///< by PersonKind
  std::set<std::string> classes, rooms, periods;
};

/// A person by the MIS's own id.
using MisPerson = std::pair<PersonKind, std::string>;

struct CheckedPerson {
  PersonFields fields;
  std::string registration_class;
  std::optional<int> year_group;
  Origin origin;
};

struct CheckedTie {
  std::string relationship;
  ParentalResponsibility responsibility = ParentalResponsibility::unknown;
  int priority = 1;
};

struct CheckedClass {
  std::string subject;
  std::set<MisPerson> members;
};

struct CheckedLine {
  std::string week;
  int weekday = 0;
  std::string period, class_code, teacher_mis_id, room_code;  ///< the last two may be empty
  auto operator<=>(const CheckedLine&) const = default;
};

/// What is left when every row was judged: whole, consistent, and in Lodge's own words.
struct CheckedSchool {
  std::set<std::string> asked;  ///< kinds that this MIS was asked for
  std::set<std::string> partly;  ///< of these a row could not be read: what no row names may be the one, and stays
  std::map<MisPerson, CheckedPerson> people;
  std::set<MisPerson> seen;  ///< named by some row of their own, also when that was set aside: not missing
  std::set<MisPerson> left_out;  ///< by the school's mapping: rows about them go with them, without a word
  std::map<std::pair<std::string, std::string>, CheckedTie> ties;  ///< contact and student
  std::map<std::string, CheckedClass> classes;                     ///< by code
  std::map<std::string, std::set<MisPerson>> groups;               ///< by name
  std::map<std::string, Room> rooms;                               ///< by code; without ids
  std::vector<PeriodRule> periods;
  std::vector<Term> terms;
  std::vector<Closure> closures;
  std::set<CheckedLine> lines;
  Faults faults;  ///< by file and row
  std::map<std::string, std::int64_t> received;  ///< records of each kind
};

/// Judges every record. Faulty rows are set aside one by one and the rest is kept. [any thread]
CheckedSchool check(const Pulled& pulled, const Known& known);

}  // namespace lodge::core
