#pragma once
#include "core/sync/pulled.h"

#include <string>

namespace lodge::test {

/// What a MIS says about a small school: 60 students of years 7 to 9, their parents, 6 teachers, classes, rooms, a
/// two-week timetable. A test changes it before it is pulled.
struct ASchool {
  std::vector<StudentRecord> students;
  std::vector<ContactRecord> contacts;
  std::vector<TeacherRecord> teachers;
  std::vector<ClassRecord> classes;
  std::vector<GroupRecord> groups;
  std::vector<RoomRecord> rooms;
  std::vector<PeriodRecord> periods;
  std::vector<TermRecord> terms;
  std::vector<LessonRecord> lessons;

  ASchool();
  /// All of it, with an end marker that tells the truth.
  core::Pulled pulled() const;
};

}  // namespace lodge::test
