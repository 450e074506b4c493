#pragma once
#include "plan.h"

namespace lodge::parents_evening {

/// How many a teacher, or those of a joint desk, would see, and how many times there are.
struct Load {
  TeacherId teacher{};
  int wanted = 0;  ///< times that it takes, if every family came
  int times = 0;
  std::vector<TeacherId> with{};  ///< who sits there too
  std::map<int, int> of_several{};  ///< times wanted, by how many of them such a family sees at once
  /// Meetings of a family with one teacher for which no time is left, where the times go to those who see most at once.
  int unmet() const;
  int lacking() const { return wanted > times ? wanted - times : 0; }
};

/// What stands between an evening and everybody being seen.
struct Preflight {
  std::vector<Load> loads{};                    ///< the worst first
  std::vector<HouseholdId> without_email{};     ///< nobody there has one
  std::vector<StudentId> without_parent{};      ///< no contact is known to have parental responsibility
  std::vector<StudentId> without_teacher{};     ///< nobody with a desk to see
  int appointments = 0;                         ///< that families would go to, if every one came to everybody
  int lacking() const;
  int unmet() const;
};

/// Pure.
Preflight preflight(const Plan& plan, const People& people);

}  // namespace lodge::parents_evening
