#include "tables.h"

#include <array>

namespace lodge::csv {
namespace {

constexpr auto kTerms = std::to_array<std::string_view>({"kind", "name", "first_day", "last_day"});
constexpr auto kPeriods = std::to_array<std::string_view>({"code", "name", "starts", "ends", "kind"});
constexpr auto kRooms = std::to_array<std::string_view>({"code", "name", "building", "capacity", "kind", "facilities"});
constexpr auto kTeachers = std::to_array<std::string_view>({"mis_id", "title", "first_name", "surname", "email"});
constexpr auto kStudents = std::to_array<std::string_view>(
    {"mis_id", "first_name", "surname", "registration_class", "date_of_birth", "year_group"});
constexpr auto kContacts = std::to_array<std::string_view>({"mis_id", "title", "first_name", "surname", "email",
                                                            "student_mis_id", "relationship", "parental_responsibility",
                                                            "priority"});
constexpr auto kClasses = std::to_array<std::string_view>({"subject", "class", "teacher_mis_id", "student_mis_id"});
constexpr auto kGroups = std::to_array<std::string_view>({"group", "teacher_mis_id", "student_mis_id"});
constexpr auto kTimetable = std::to_array<std::string_view>({"week", "day", "period", "class", "teacher_mis_id", "room"});

Record term(Origin origin, const Cells& c) {
  return TermRecord{std::move(origin), c.of("kind"), c.of("name"), c.of("first_day"), c.of("last_day")};
}
Record period(Origin origin, const Cells& c) {
  return PeriodRecord{std::move(origin), c.of("code"), c.of("name"), c.of("starts"), c.of("ends"), c.of("kind")};
}
Record room(Origin origin, const Cells& c) {
  return RoomRecord{std::move(origin), c.of("code"), c.of("name"), c.of("building"), c.of("capacity"), c.of("kind"),
                    c.of("facilities")};
}
Record teacher(Origin origin, const Cells& c) {
  return TeacherRecord{std::move(origin), c.of("mis_id"), c.of("title"), c.of("first_name"), c.of("surname"),
                       c.of("email")};
}
Record student(Origin origin, const Cells& c) {
  return StudentRecord{std::move(origin),          c.of("mis_id"),        c.of("first_name"), c.of("surname"),
                       c.of("registration_class"), c.of("date_of_birth"), c.of("year_group")};
}
Record contact(Origin origin, const Cells& c) {
  return ContactRecord{std::move(origin), c.of("mis_id"),         c.of("title"),        c.of("first_name"),
                       c.of("surname"),   c.of("email"),          c.of("student_mis_id"), c.of("relationship"),
                       c.of("parental_responsibility"), c.of("priority")};
}
Record taught_class(Origin origin, const Cells& c) {
  return ClassRecord{std::move(origin), c.of("subject"), c.of("class"), c.of("teacher_mis_id"), c.of("student_mis_id")};
}
Record group(Origin origin, const Cells& c) {
  return GroupRecord{std::move(origin), c.of("group"), c.of("teacher_mis_id"), c.of("student_mis_id")};
}
Record lesson(Origin origin, const Cells& c) {
  return LessonRecord{std::move(origin), c.of("week"), c.of("day"), c.of("period"), c.of("class"),
                      c.of("teacher_mis_id"), c.of("room")};
}

constexpr auto kTables = std::to_array<Table>({{"terms", "terms.csv", kTerms, term},
                                               {"periods", "periods.csv", kPeriods, period},
                                               {"rooms", "rooms.csv", kRooms, room},
                                               {"teachers", "teachers.csv", kTeachers, teacher},
                                               {"students", "students.csv", kStudents, student},
                                               {"contacts", "contacts.csv", kContacts, contact},
                                               {"classes", "classes.csv", kClasses, taught_class},
                                               {"groups", "groups.csv", kGroups, group},
                                               {"timetable", "timetable.csv", kTimetable, lesson}});

}  // namespace

std::string Cells::of(std::string_view column) const {
  const auto found = columns_.find(column);
  return found == columns_.end() ? std::string() : row_.cells[found->second];
}

std::span<const Table> tables() { return kTables; }

}  // namespace lodge::csv
