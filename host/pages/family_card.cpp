#include "core/directory/words.h"
#include "pages/family_pages.h"
#include "pages/form.h"

#include <algorithm>
#include <array>

namespace lodge::pages {
namespace {

constexpr std::array kRules = {ContactRule::joint, ContactRule::separate, ContactRule::one_only, ContactRule::none};

std::string responsibility_words(const Say& say, ParentalResponsibility responsibility) {
  switch (responsibility) {
    case ParentalResponsibility::yes:
      return say.say("Has parental responsibility");
    case ParentalResponsibility::no:
      return say.say("No parental responsibility");
    case ParentalResponsibility::unknown:
      return say.say("Parental responsibility not known");
  }
  return {};
}

/// The students of anybody in the household, whatever their rules say.
std::vector<const Student*> students_of(const People& people, HouseholdId household) {
  std::vector<const Student*> all;
  for (const auto& member : people.members_of(household)) {
    for (const auto& tie : people.students_of(member)) {
      const auto* student = people.student(tie.student);
      if (student != nullptr && std::ranges::find(all, student) == all.end()) all.push_back(student);
    }
  }
  return all;
}

Value::List members(const People& people, HouseholdId household) {
  const auto all = people.members_of(household);
  Value::List shown;
  for (const auto& id : all) {
    const auto* member = people.contact(id);
    if (member == nullptr || people.students_of(id).empty()) continue;
    shown.push_back(Value::Map{{"id", id.text()}, {"href", link_to(*member)}, {"name", full_name(*member)},
                               {"has_email", !member->email.empty()}, {"several", all.size() > 1}});
  }
  return shown;
}

Value::List ties(const People& people, const Student& student, const Contact& shown_contact, const Say& say) {
  Value::List shown;
  for (const auto& tie : people.contacts_of(student.id)) {
    const auto* contact = people.contact(tie.contact);
    if (contact == nullptr) continue;
    const bool here = contact->household == shown_contact.household;
    shown.push_back(Value::Map{{"name", full_name(*contact)},
                               {"href", link_to(*contact)},
                               {"relationship", tie.relationship},
                               {"responsibility", responsibility_words(say, tie.responsibility)},
                               {"priority", tie.priority},
                               {"elsewhere", !here},
                               {"join", here ? "" : link_to(shown_contact) + "/join?with=" + contact->id.text()}});
  }
  return shown;
}

Value::List choices(const Say& say, ContactRule present) {
  Value::List shown;
  for (const auto rule : kRules) {
    shown.push_back(Value::Map{{"rule", core::word_of(rule)}, {"words", rule_words(say, rule)}, {"chosen", rule == present}});
  }
  return shown;
}

Value::Map student_values(const FamilyPages& on, const Request& request, const People& people, const Student& student, const Contact& contact) {
  const auto& say = *request.say;
  const auto note = on.rules.note(request.actor.site, student.id);
  Value::Map values{{"id", student.id.text()},
                    {"name", student.first_name + " " + student.surname},
                    {"form", student.registration_class},
                    {"action", link_to(contact) + "/rule"},
                    {"form_token", request.form_token},
                    {"rules", choices(say, people.contact_rule(student.id))},
                    {"ties", ties(people, student, contact, say)},
                    {"note", note ? note->text : ""}};
  if (note) {
    const auto by = on.accounts.shown_name(request.actor.site, note->author);
    values["noted"] = say.say("Noted by {name} on {day}", {{"name", by}, {"day", say.full_day(on.calendar.date_of(request.actor.site, note->at))}});
  }
  return values;
}

std::string done_words(const Say& say, const std::string& done) {
  if (done == "rule") return say.say("Saved. It counts from now on.");
  if (done == "join") return say.say("They are one household now.");
  if (done == "split") return say.say("They are two households now. Earlier letters of theirs open nothing any more.");
  return {};
}

}  // namespace

std::string rule_words(const Say& say, ContactRule rule) {
  switch (rule) {
    case ContactRule::joint:
      return say.say("Joint: any household may book, and one booking counts for all");
    case ContactRule::separate:
      return say.say("Separate: each household books for itself");
    case ContactRule::one_only:
      return say.say("One only: the first contact with responsibility books");
    case ContactRule::none:
      return say.say("None: nobody may book");
  }
  return {};
}

Value::Map family_values(const FamilyPages& on, const Request& request, const People& people, const Contact& contact) {
  auto values = form_values(request);
  Value::List students;
  for (const auto* student : students_of(people, contact.household)) students.push_back(student_values(on, request, people, *student, contact));
  values["done"] = done_words(*request.say, request.query.get("done"));
  values["members"] = members(people, contact.household);
  values["students"] = std::move(students);
  return values;
}

}  // namespace lodge::pages
