#include "reach.h"

#include "appointments.h"
#include "shown.h"
#include "told.h"
#include "wishes.h"

#include <lodge/names.h>

#include <algorithm>
#include <set>

namespace lodge::parents_evening {
namespace {

std::optional<Instant> at(const std::map<HouseholdId, Instant>& told, HouseholdId household) {
  const auto found = told.find(household);
  return found == told.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::vector<Reach> reach(const Kernel& kernel, Reader& reader, const Plan& plan) {
  const auto site = plan.evening.site;
  const auto people = kernel.directory.people(site);
  const auto& say = kernel.pages.say("");
  const auto letters = told(reader, plan.evening.id, Told::letter), invitations = told(reader, plan.evening.id, Told::invitation);
  std::set<HouseholdId> knowing;
  for (const auto& date : plan.dates) {
    for (const auto& [household, when] : reminded(reader, date.id)) knowing.insert(household);
  }
  const auto in = kernel.parents.signed_in(reader, site, plan.evening.created_at);
  std::map<HouseholdId, std::size_t> booked;
  for (const auto& one : of_evening(reader, plan.evening.id)) booked[one.household] += one.state == AppointmentState::booked && may_be_told(*people, one) ? 1U : 0U;
  std::set<HouseholdId> wished;
  for (const auto& one : wishes_of(reader, plan.evening.id)) wished.insert(one.household);
  std::vector<Reach> all;
  for (auto& [household, students] : families(plan, *people)) {
    Reach one{.household = household, .students = std::move(students), .names = names_of(say, *people, household),
              .email = has_email(*people, household), .signed_in = std::ranges::binary_search(in, household),
              .letter_at = at(letters, household), .invited_at = at(invitations, household),
              .reminded = knowing.contains(household), .appointments = booked[household], .wished = wished.contains(household)};
    all.push_back(std::move(one));
  }
  std::ranges::sort(all, {}, [&](const Reach& one) {
    const auto* student = people->student(one.students.front());
    return std::tuple(student->surname, student->first_name, one.names, one.household);
  });
  return all;
}

std::string student_names(const Say& say, const People& people, const Reach& one) {
  std::vector<std::string> names;
  for (const auto student : one.students) names.push_back(people.name(same_person<PersonId>(student)));
  return listed(say, names);
}

bool is_called(const People& people, HouseholdId household, std::span<const StudentId> students, std::span<const std::string> typed) {
  std::vector<std::string> names;
  for (const auto member : people.members_of(household)) {
    names.push_back(people.name(same_person<PersonId>(member)));
    if (const auto* contact = people.contact(member)) names.push_back(contact->first_name + " " + contact->surname);
  }
  for (const auto student : students) names.push_back(people.name(same_person<PersonId>(student)));
  return searches_for(typed, names);
}

bool has_email(const People& people, HouseholdId household) {
  return std::ranges::any_of(people.members_of(household), [&](ContactId one) {
    const auto* contact = people.contact(one);
    return contact != nullptr && !contact->email.empty();
  });
}

std::string names_of(const Say& say, const People& people, HouseholdId household) {
  std::vector<std::string> names;
  for (const auto member : people.members_of(household)) names.push_back(people.name(same_person<PersonId>(member)));
  std::ranges::sort(names);
  std::string all = names.empty() ? "" : names.front();
  for (std::size_t i = 1; i < names.size(); ++i) all = say.say("{first} and {second}", {{"first", all}, {"second", names[i]}});
  return all;
}

}  // namespace lodge::parents_evening
