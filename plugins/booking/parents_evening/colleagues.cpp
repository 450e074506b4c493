#include "colleagues.h"

#include "decide.h"

namespace lodge::parents_evening {

Colleagues::Colleagues(const Plan& before, const Plan& after, const People& people, const std::vector<Appointment>& live)
    : before_(before), after_(after), people_(people) {
  std::set<Meeting> seen;
  for (const auto& one : live) seen.insert(meeting(one, one.teacher));
  for (const auto& one : live) {
    const auto other = colleague(one);
    if (other && seen.insert(meeting(one, *other)).second) kept_under_.emplace(one.booking, *other);
  }
}

Appointment Colleagues::kept(Appointment one) const {
  if (const auto other = kept_under_.find(one.booking); other != kept_under_.end()) one.teacher = other->second;
  return one;
}

Colleagues::Meeting Colleagues::meeting(const Appointment& one, TeacherId teacher) const {
  return {one.student, once_under(after_, people_, one.student, one.household), teacher};
}

std::optional<TeacherId> Colleagues::colleague(const Appointment& one) const {
  const auto sits = [&](const Desk* desk) { return desk->date == one.date; };
  if (std::ranges::any_of(after_.desks_of(one.teacher), sits)) return std::nullopt;
  return who_stays(before_, after_, people_, one.household, whom_of(one), one.desk);
}

std::optional<TeacherId> who_stays(const Plan& before, const Plan& after, const People& people, HouseholdId household, const Whom& whom, DeskId desk) {
  const auto *was = before.desk(desk), *is = after.desk(desk);
  const bool left = was != nullptr && was->has(whom.teacher) && is != nullptr && !is->away;
  for (const auto& other : left ? is->teachers : std::vector<DeskTeacher>()) {
    const bool stays = was->has(other.teacher) && may_see(after, people, household, whom.student, other.teacher);
    if (stays) return seen_as(after, people, whom.student, other.teacher);
  }
  return std::nullopt;
}

}  // namespace lodge::parents_evening
