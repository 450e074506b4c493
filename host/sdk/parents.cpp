#include <lodge/parents.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace lodge {
namespace {

/// The contact who alone may book about a student whose rule is one_only.
const Tie* the_only_one(const std::vector<Tie>& by_priority) {
  const auto found = std::ranges::find_if(
      by_priority, [](const Tie& tie) { return tie.responsibility != ParentalResponsibility::no; });
  return found == by_priority.end() ? nullptr : &*found;
}

int best_priority(const People& people, ContactId contact) {
  auto best = std::numeric_limits<int>::max();
  for (const auto& tie : people.students_of(contact)) best = std::min(best, tie.priority);
  return best;
}

}  // namespace

std::string letter_path(std::string_view code) {
  std::string path = "/parents/letter?code=";
  std::ranges::remove_copy(code, std::back_inserter(path), '-');
  return path;
}

HouseholdId household_of(const People& people, PersonId person) {
  const auto* contact = people.contact(same_person<ContactId>(person));
  return contact == nullptr ? HouseholdId() : contact->household;
}

bool may_book_for(const People& people, HouseholdId household, StudentId student) {
  const auto rule = people.contact_rule(student);
  const auto& ties = people.contacts_of(student);
  const auto of_household = [&](const Tie& tie) { return household_of(people, same_person<PersonId>(tie.contact)) == household; };
  if (household == HouseholdId() || rule == ContactRule::none) return false;
  if (rule != ContactRule::one_only) return std::ranges::any_of(ties, of_household);
  const auto* only = the_only_one(ties);
  return only != nullptr && of_household(*only);
}

bool share_one(const People& people, StudentId student) { return people.contact_rule(student) == ContactRule::joint; }

std::vector<const Student*> children_of(const People& people, HouseholdId household) {
  std::vector<const Student*> children;
  for (const auto& member : people.members_of(household)) {
    for (const auto& tie : people.students_of(member)) {
      const auto* student = people.student(tie.student);
      const bool known = std::ranges::find(children, student) != children.end();
      if (student != nullptr && !known && may_book_for(people, household, tie.student)) children.push_back(student);
    }
  }
  std::ranges::sort(children, {}, [](const Student* one) { return std::tie(one->surname, one->first_name, one->id); });
  return children;
}

ContactId first_contact_of(const People& people, HouseholdId household) {
  const auto members = people.members_of(household);
  const auto first = std::ranges::min_element(members, {}, [&](ContactId id) { return std::pair(best_priority(people, id), id); });
  return first == members.end() ? ContactId() : *first;
}

}  // namespace lodge
