#include "personal_data.h"

#include "holds.h"
#include "night_store.h"
#include "notes.h"
#include "personal_store.h"
#include "waiting.h"
#include "wishes.h"
#include "words.h"

#include <lodge/iso8601.h>
#include <lodge/parents.h>

namespace lodge::parents_evening {
namespace {

/// A contact's household, and the one under the contact's own number, which it may have been before.
Whose whose(const People& people, PersonId person) {
  const auto household = household_of(people, person);
  const auto own = same_person<HouseholdId>(person);
  const bool shared = household != HouseholdId() && people.members_of(household).size() > 1;
  return {person, household == HouseholdId() ? own : household, own, shared};
}

Value::List appointments_of(const Kernel& kernel, Reader& reader, SiteId site, const Whose& who) {
  Value::List list;
  for (const auto& one : of_person(reader, who)) {
    Value::Map values{{"appointment", one.booking.text()},
                      {"starts", instant_text(one.when.starts())},
                      {"ends", instant_text(one.when.ends())},
                      {"state", std::string(word(one.state))},
                      {"made_by", std::string(word(one.made_by))},
                      {"arrived", one.arrived_at ? Value(instant_text(*one.arrived_at)) : Value()},
                      {"attended", std::string(word(one.attended))}};
    if (const auto note = opened_note(kernel, site, one); !note.empty()) {
      values["note"] = note;
      values["own_words"] = one.author == who.person;
    }
    list.push_back(std::move(values));
  }
  return list;
}

Value::List requests_of(const Kernel& kernel, Reader& reader, SiteId site, PersonId person) {
  Value::List list;
  for (const auto& one : requests_about(reader, person)) {
    const auto note = one.note.empty() ? std::nullopt : kernel.privacy.open(site, one.author, request_place(one.evening, one.student, one.teacher), one.note);
    list.push_back(Value::Map{{"evening", one.evening.text()}, {"asks", one.sort == RequestSort::please ? "please come" : "no need"},
                              {"changed_at", instant_text(one.changed_at)}, {"note", note.value_or("")}, {"own_words", one.author == person}});
  }
  return list;
}

Value::List wishes_of(const Kernel& kernel, Reader& reader, SiteId site, const Whose& who) {
  Value::List list;
  for (const auto& one : wishes_by(reader, who)) {
    const bool own = one.needs_author == who.person, theirs = own || one.household == who.household || one.household == who.own;
    const auto needs = one.needs.empty() || !theirs ? std::nullopt : kernel.privacy.open(site, one.needs_author.value(), needs_place(one.evening, one.household), one.needs);
    Value::List windows;
    for (const auto& window : one.windows) windows.push_back(Value::List{instant_text(window.starts()), instant_text(window.ends())});
    list.push_back(Value::Map{{"evening", one.evening.text()}, {"sent_at", instant_text(one.sent_at)}, {"can_come", std::move(windows)},
                              {"needs", needs.value_or("")}, {"own_words", own}});
  }
  return list;
}

}  // namespace

Value export_personal(const Kernel& kernel, Reader& reader, SiteId site, PersonId person) {
  const auto who = whose(*kernel.directory.people(site), person);
  auto all = rows_about(reader, who);
  const auto add = [&](const char* table, Value::List list) {
    if (!list.empty()) all[table] = std::move(list);
  };
  add("appointment", appointments_of(kernel, reader, site, who));
  add("teacher_request", requests_of(kernel, reader, site, person));
  add("family_wishes", wishes_of(kernel, reader, site, who));
  if (auto places = waiting_export(reader, person); !places.list()->empty()) all["evening_waiting"] = std::move(places);
  return all;
}

void erase_personal(const Kernel& kernel, Transaction& transaction, SiteId site, PersonId person) {
  const auto who = whose(*kernel.directory.people(site), person);
  for (const auto& one : of_person(transaction, who)) {
    const bool about = same_person<PersonId>(one.student) == person || (!who.shared && one.household == who.household);
    if (about && one.state != AppointmentState::cancelled && one.when.starts() > kernel.clock.now()) let_go(kernel, transaction, one.booking);
  }
  forget_rows_about(transaction, who);
  forget_waiting(transaction, person);
}

}  // namespace lodge::parents_evening
