#pragma once
#include "evening.h"

#include <lodge/directory.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

namespace lodge::parents_evening {

/// What a family may do with an evening now.
enum class Stage { not_published, not_open, wishes, waiting, open, closed, over, cancelled };

/// All that an evening is, without its appointments, as it was at one version. Immutable once loaded.
struct Plan {
  Evening evening;
  Audience audience;
  std::map<int, Instant> staggered;   ///< by year group
  std::set<HouseholdId> early;
  std::vector<EveningDate> dates;     ///< by start; never empty once published
  std::vector<Desk> desks;            ///< by date, then first teacher's id
  Lengths lengths{};
  std::vector<Interpreter> interpreters{};  ///< by id

  /// Those that are not called off.
  auto held_dates() const {
    return dates | std::views::filter([](const EveningDate& date) { return !date.called_off; });
  }
  const EveningDate* date(EveningDateId id) const;  ///< nullptr when unknown
  const Desk* desk(DeskId id) const;
  /// Desks where this teacher sees families, by date; without those that are away.
  std::vector<const Desk*> desks_of(TeacherId teacher) const;
  bool seats(TeacherId teacher) const { return !desks_of(teacher).empty(); }
  /// Whether they sit together at every desk that either has: who sees one sees both.
  bool sit_together(TeacherId one, TeacherId other) const;
  Instant ends() const;  ///< of the last date that is held
};

/// A teacher who sees a student's families, and why.
struct Pairing {
  TeacherId teacher;
  std::string subject;   ///< "Maths"; empty for a member of staff of a group
  std::string group;     ///< "Tutor group 9B"; empty for a class teacher
  std::vector<TeacherId> with{};  ///< of a visit: who else is seen then
  bool includes(TeacherId other) const { return teacher == other || std::ranges::find(with, other) != with.end(); }
};

bool invited(const Plan& plan, const People& people, const Student& student);
/// Whom the student's families may see, with a desk or without; by subject, then name. No teacher twice.
std::vector<Pairing> pairings(const Plan& plan, const People& people, StudentId student);
/// The same as they are visited: teachers who sit together are one, under the name of the first.
std::vector<Pairing> visits(const Plan& plan, const People& people, StudentId student);
/// All whom they see with this teacher, in the order of visits; the teacher is one of them.
std::vector<TeacherId> seen_together(const Plan& plan, const People& people, StudentId student, TeacherId teacher);
/// All whom they see at a desk of this teacher's, who comes first.
std::vector<TeacherId> seen_at(const Plan& plan, const People& people, StudentId student, TeacherId teacher, const Desk& desk);
/// The first of them, under whose name all of them are wished for and booked.
TeacherId seen_as(const Plan& plan, const People& people, StudentId student, TeacherId teacher);
/// Children of the household that are invited and that it may book for (contact rules), by first name.
std::vector<const Student*> children(const Plan& plan, const People& people, HouseholdId household);
/// Whether the household may book with this teacher about this student.
bool may_see(const Plan& plan, const People& people, HouseholdId household, StudentId student, TeacherId teacher);
/// All households that may book, with the students they may book for.
std::map<HouseholdId, std::vector<StudentId>> families(const Plan& plan, const People& people);

/// From when families of the student's year may book; nothing when nothing says so.
std::optional<Instant> opens_for(const Plan& plan, const Student& student);
/// From when this household may book; nothing when it never will.
std::optional<Instant> opens_for(const Plan& plan, const People& people, HouseholdId household);
/// Whether every family that is invited may book, and whether at least some may.
bool open_to_all(const Plan& plan, Instant now);
bool open_to_some(const Plan& plan, Instant now);
Stage stage(const Plan& plan, const People& people, HouseholdId household, Instant now);

}  // namespace lodge::parents_evening
