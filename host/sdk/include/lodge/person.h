#pragma once
#include <lodge/id.h>
#include <lodge/interval.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lodge {

/// Everything Lodge takes from a MIS, and nothing else (DESIGN.md 1.3). Text is UTF-8 in form NFC.
struct Student {
  StudentId id;
  std::string first_name, surname;
  std::string registration_class;  ///< "9B"; may be empty
  std::optional<LocalDate> date_of_birth;
  std::optional<int> year_group;  ///< -2 (nursery) to 14
};

struct Teacher {
  TeacherId id;
  std::string title, first_name, surname, email;
  std::string shown() const { return title.empty() ? first_name + " " + surname : title + " " + surname; }
};

struct Contact {
  ContactId id;
  HouseholdId household;
  std::string title, first_name, surname, email;
};

enum class ParentalResponsibility { yes, no, unknown };

/// How a contact stands to a student.
struct Tie {
  ContactId contact;
  StudentId student;
  std::string relationship;
  ParentalResponsibility responsibility;
  int priority;  ///< 1 is called first
};

/// Whether a student's households book together (DESIGN.md 3, Directory). Where nothing is set: separate.
enum class ContactRule { joint, separate, one_only, none };

/// A taught class: one subject, its teachers, its students.
struct TaughtClass {
  std::string code;  ///< "9x/En1"; unique in a site
  std::string subject;
  std::vector<TeacherId> teachers;
  std::vector<StudentId> students;
};

/// A tutor group, a club, a support group.
struct Group {
  std::string name;  ///< unique in a site
  std::vector<TeacherId> teachers;
  std::vector<StudentId> students;
};

}  // namespace lodge
