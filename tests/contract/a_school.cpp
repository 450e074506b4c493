#include "contract/a_school.h"

namespace lodge::test {
namespace {

std::string number(const char* letter, int n) { return letter + std::to_string(1000 + n); }

template <class Records>
void add(core::Pulled& pulled, const char* kind, const Records& records) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto record = records[i];
    record.origin = {std::string(kind) + ".csv", static_cast<std::int64_t>(i) + 2};
    pulled.records.emplace_back(std::move(record));
  }
  pulled.end.totals[kind] = static_cast<std::int64_t>(records.size());
}

}  // namespace

ASchool::ASchool() {
  const char* firsts[] = {"Ada", "Ben", "Chloé", "Dina", "Emre", "Femi"};
  for (int i = 0; i < 60; ++i) {
    const auto year = std::to_string(7 + i % 3);
    const auto surname = "Family" + std::to_string(i);
    students.push_back({{}, number("S", i), firsts[i % 6], surname, year + "A", "2014-0" + std::to_string(1 + i % 9) + "-11", year});
    contacts.push_back({{}, number("C", i), "Ms", "Parent", surname, "p" + std::to_string(i) + "@home.example", number("S", i), "Mother", "yes", "1"});
    classes.push_back({{}, "English", year + "/En", number("T", i % 3), number("S", i)});
    groups.push_back({{}, "Tutor group " + year + "A", number("T", i % 3), number("S", i)});
  }
  for (int i = 0; i < 6; ++i) {
    teachers.push_back({{}, number("T", i), "Mr", "Tom", "Teacher" + std::to_string(i), "t" + std::to_string(i) + "@school.example"});
    rooms.push_back({{}, "R" + std::to_string(i), "Room " + std::to_string(i), "Main", "30", "Classroom", "projector;piano"});
  }
  periods = {{{}, "1", "Period 1", "09:00", "10:00", "lesson"}, {{}, "Br", "Break", "10:00", "10:20", "break"}, {{}, "2", "Period 2", "10:20", "11:20", "lesson"}};
  terms = {{{}, "term", "Autumn", "2026-09-02", "2026-12-18"}, {{}, "term", "Spring", "2027-01-04", "2027-03-25"},
           {{}, "holiday", "INSET day", "2027-01-04", "2027-01-04"}, {{}, "holiday", "Half term", "2027-02-15", "2027-02-19"}};
  for (int i = 0; i < 3; ++i) {
    const auto code = std::to_string(7 + i) + "/En";
    lessons.push_back({{}, "A", std::to_string(1 + i), "1", code, number("T", i), "R" + std::to_string(i)});
    lessons.push_back({{}, "B", std::to_string(1 + i), "2", code, number("T", i), "R" + std::to_string(i)});
  }
}

core::Pulled ASchool::pulled() const {
  core::Pulled pulled;
  add(pulled, "students", students);
  add(pulled, "contacts", contacts);
  add(pulled, "teachers", teachers);
  add(pulled, "classes", classes);
  add(pulled, "groups", groups);
  add(pulled, "rooms", rooms);
  add(pulled, "periods", periods);
  add(pulled, "terms", terms);
  add(pulled, "timetable", lessons);
  return pulled;
}

}  // namespace lodge::test
