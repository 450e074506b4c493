#pragma once
#include "plan.h"

#include <lodge/booking.h>

#include <span>

namespace lodge::parents_evening {

/// How a family stands with an evening, for the office: who has not been reached, and how it could be.
struct Reach {
  HouseholdId household{};
  std::vector<StudentId> students{};  ///< invited ones that it may book for
  std::string names{};                ///< "Ms Reed", "Mrs Cole and Mr Cole"
  bool email = false;                 ///< one of them has an address
  bool signed_in = false;             ///< somebody has got in since the evening was made
  std::optional<Instant> letter_at{}, invited_at{};
  bool reminded = false;              ///< of a date, or told how its appointments stand when reminders were due
  std::size_t appointments = 0;
  bool wished = false;                ///< its wishes are in, also those that came on paper

  bool reached() const { return signed_in || wished || appointments > 0; }
};

/// A row a family, by the surname of its first student. [any thread]
std::vector<Reach> reach(const Kernel& kernel, Reader& reader, const Plan& plan);

/// "Maya Reed, Leo Reed"
std::string student_names(const Say& say, const People& people, const Reach& one);
/// Whether every word that was typed (name_words of it) begins a word of somebody's name in the family, its members or these students.
bool is_called(const People& people, HouseholdId household, std::span<const StudentId> students, std::span<const std::string> typed);

/// Whether one of the household has an address.
bool has_email(const People& people, HouseholdId household);

/// "Mrs Cole and Mr Cole": everybody of the household, as a letter addresses them.
std::string names_of(const Say& say, const People& people, HouseholdId household);

}  // namespace lodge::parents_evening
