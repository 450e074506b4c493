#include "preflight.h"

#include "decide.h"
#include "lengths.h"
#include "reach.h"

#include <lodge/parents.h>

#include <algorithm>
#include <ranges>

namespace lodge::parents_evening {
namespace {

/// Under how many names the student's families see a teacher.
std::set<HouseholdId> comers(const Plan& plan, const People& people, StudentId student) {
  std::set<HouseholdId> some;
  for (const auto& tie : people.contacts_of(student)) {
    const auto* contact = people.contact(tie.contact);
    if (contact != nullptr && may_book_for(people, contact->household, student)) some.insert(once_under(plan, people, student, contact->household));
  }
  return some;
}

int times_of(const Plan& plan, TeacherId teacher) {
  int times = 0;
  for (const auto* desk : plan.desks_of(teacher)) times += desk->slots - static_cast<int>(desk->breaks.size());
  return times;
}

/// Who is at a joint desk, in its order; a teacher alone, or without a desk.
std::vector<TeacherId> all_there(const Plan& plan, TeacherId teacher) {
  const auto desks = plan.desks_of(teacher);
  std::vector<TeacherId> all;
  for (const auto& one : desks.empty() ? std::vector<DeskTeacher>() : desks.front()->teachers) {
    if (one.teacher == teacher || plan.sit_together(one.teacher, teacher)) all.push_back(one.teacher);
  }
  return all.empty() ? std::vector{teacher} : all;
}

bool has_parent(const People& people, StudentId student) {
  return std::ranges::any_of(people.contacts_of(student), [](const Tie& tie) { return tie.responsibility == ParentalResponsibility::yes; });
}

}  // namespace

int Load::unmet() const {
  int left = times, unmet = 0;
  for (const auto& [teachers, count] : of_several | std::views::reverse) {
    const int given = std::min(left, count);
    left -= given;
    unmet += (count - given) * teachers;
  }
  return unmet;
}

int Preflight::unmet() const {
  int all = 0;
  for (const auto& load : loads) all += load.unmet();
  return all;
}

int Preflight::lacking() const {
  int all = 0;
  for (const auto& load : loads) all += load.lacking();
  return all;
}

Preflight preflight(const Plan& plan, const People& people) {
  Preflight found;
  std::map<std::vector<TeacherId>, Load> wanted;
  for (const auto* student : people.students()) {
    if (!invited(plan, people, *student)) continue;
    const auto who = comers(plan, people, student->id);
    const auto pairs = visits(plan, people, student->id);
    for (const auto& visit : pairs) {
      auto& load = wanted[all_there(plan, visit.teacher)];
      const int times = static_cast<int>(who.size()) * length_of(plan, people, student->id, visit.teacher);
      load.wanted += times;
      load.of_several[1 + static_cast<int>(visit.with.size())] += times;
      found.appointments += static_cast<int>(who.size());
    }
    if (!has_parent(people, student->id)) found.without_parent.push_back(student->id);
    if (std::ranges::none_of(pairs, [&](const Pairing& one) { return plan.seats(one.teacher); })) found.without_teacher.push_back(student->id);
  }
  for (auto& [all, load] : wanted) {
    load.teacher = all.front();
    load.times = times_of(plan, all.front());
    load.with.assign(all.begin() + 1, all.end());
    found.loads.push_back(std::move(load));
  }
  std::ranges::sort(found.loads, {}, [&](const Load& load) {
    return std::tuple(load.times - load.wanted, people.name(same_person<PersonId>(load.teacher)), load.teacher);
  });
  for (const auto& [household, students] : families(plan, people)) {
    if (!has_email(people, household)) found.without_email.push_back(household);
  }
  return found;
}

}  // namespace lodge::parents_evening
