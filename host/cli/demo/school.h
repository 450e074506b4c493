#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

// The demo school: invented people in a school that could be, the same for the same seed and date on every machine.
namespace lodge::demo {

struct Teacher {
  std::string mis_id, title, first_name, surname, email, subject;
  std::string room;  ///< where lessons are; "" for those who teach none
};

struct Student {
  std::string mis_id, first_name, surname, form;
  int year_group;
  std::chrono::year_month_day born;
};

struct Tie {
  std::size_t student;  ///< place in School::students
  std::string relationship, responsibility;
  int priority;
};

struct Contact {
  std::string mis_id, title, first_name, surname, email;
  std::vector<Tie> ties;
};

struct Room {
  std::string code, name, building;
  int seats;
  std::string kind, features;
};

/// One class of one subject: a form taught by a teacher so many times a week.
struct TaughtClass {
  std::string code, subject, form;
  std::size_t teacher;  ///< place in School::teachers
  int lessons_a_week;
};

struct Lesson {
  char week;   ///< 'A' or 'B'
  int day;     ///< 1 is Monday
  int period;  ///< 1 to 5
  std::size_t taught_class;
};

struct School {
  std::vector<std::string> forms;  ///< "7A" to "11B", year by year
  std::vector<Teacher> teachers;
  std::vector<Student> students;
  std::vector<Contact> contacts;
  std::vector<Room> rooms;
  std::vector<TaughtClass> classes;
  std::vector<Lesson> lessons;
};

/// Numbers that are the same on every machine (std::uniform_int_distribution is not).
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : source_(seed) {}
  std::size_t below(std::size_t bound) { return source_() % bound; }
  bool once_in(std::size_t times) { return below(times) == 0; }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 source_;
};

/// About 300 students, 500 contacts, 30 teachers, 28 rooms and a two-week timetable in which nobody and no room is in
/// two places. `today` decides how old everybody is. With `wings` (1 to 10) that many times the students, teachers of
/// classes and classrooms.
School make_school(std::chrono::year_month_day today, std::uint32_t seed = 1, std::size_t wings = 1);
/// The nine files of the csv connector.
void write_school(const School& school, std::chrono::year_month_day today, const std::filesystem::path& folder);
/// One of them, the terms and holidays of the school year that `today` is in; near its end those of the next autumn too.
void write_terms(std::chrono::year_month_day today, const std::filesystem::path& folder);
/// The year in which the school year of `today` began: it turns on the first of August.
std::chrono::year school_year_of(std::chrono::year_month_day today);

}  // namespace lodge::demo
