#include "core/sync/judge.h"

namespace lodge::core {
namespace {

// The records of each kind, in their order.
struct Sorted {
  std::vector<StudentRecord> students;
  std::vector<ContactRecord> contacts;
  std::vector<TeacherRecord> teachers;
  std::vector<ClassRecord> classes;
  std::vector<GroupRecord> groups;
  std::vector<RoomRecord> rooms;
  std::vector<PeriodRecord> periods;
  std::vector<TermRecord> terms;
  std::vector<LessonRecord> lessons;
  std::vector<UnreadableRecord> unreadable;

  void operator()(const StudentRecord& one) { students.push_back(one); }
  void operator()(const ContactRecord& one) { contacts.push_back(one); }
  void operator()(const TeacherRecord& one) { teachers.push_back(one); }
  void operator()(const ClassRecord& one) { classes.push_back(one); }
  void operator()(const GroupRecord& one) { groups.push_back(one); }
  void operator()(const RoomRecord& one) { rooms.push_back(one); }
  void operator()(const PeriodRecord& one) { periods.push_back(one); }
  void operator()(const TermRecord& one) { terms.push_back(one); }
  void operator()(const LessonRecord& one) { lessons.push_back(one); }
  void operator()(const UnreadableRecord& one) { unreadable.push_back(one); }
};

std::map<std::string, std::int64_t> counts(const Sorted& sorted) {
  const auto size = [](const auto& records) { return static_cast<std::int64_t>(records.size()); };
  return {{kind::kStudents, size(sorted.students)}, {kind::kContacts, size(sorted.contacts)}, {kind::kTeachers, size(sorted.teachers)},
          {kind::kClasses, size(sorted.classes)},   {kind::kGroups, size(sorted.groups)},     {kind::kRooms, size(sorted.rooms)},
          {kind::kPeriods, size(sorted.periods)},   {kind::kTerms, size(sorted.terms)},       {kind::kLessons, size(sorted.lessons)}};
}

}  // namespace

CheckedSchool check(const Pulled& pulled, const Known& known) {
  Sorted sorted;
  for (const auto& record : pulled.records) std::visit(sorted, record);
  CheckedSchool school;
  for (const auto& [kind, total] : pulled.end.totals) school.asked.insert(kind);
  school.received = counts(sorted);
  for (const auto& [kind, total] : pulled.end.totals) {
    if (!sorted.unreadable.empty() && school.received[kind] < total) school.partly.insert(kind);
  }
  Judge judge(known, school);
  judge.left_out(pulled.mapping);
  for (const auto& one : sorted.unreadable) {
    judge.set_aside("row.unreadable", one.origin, "", one.why, "Export the file again, as CSV in UTF-8.");
  }
  judge_students(judge, sorted.students);
  judge_teachers(judge, sorted.teachers);
  judge_contacts(judge, sorted.contacts);
  judge_classes(judge, sorted.classes);
  judge_groups(judge, sorted.groups);
  judge_rooms(judge, sorted.rooms);
  judge_periods(judge, sorted.periods);
  judge_terms(judge, sorted.terms);
  judge_lessons(judge, sorted.lessons);
  judge.finish();
  return school;
}

}  // namespace lodge::core
