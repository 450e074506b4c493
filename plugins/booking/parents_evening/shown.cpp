#include "shown.h"

#include "interpreters.h"
#include "notes.h"
#include "words.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// In a right-to-left text a number that goes on in the next line reads as two.
std::string unbroken(std::string_view number) {
  std::string all;
  for (const char c : number) all += c == ' ' ? std::string("\u00a0") : std::string(1, c);
  return all;
}

}  // namespace

std::string place_words(const Say& say, const Rooms& rooms, const Desk& desk, const std::string& number) {
  if (desk.mode == Mode::online) return say.say("Online");
  if (desk.mode == Mode::telephone) return number.empty() ? say.say("By telephone") : say.say("By telephone, on {number}", {{"number", unbroken(number)}});
  const auto place = desk.has_number() ? say.say("desk {number}", {{"number", desk.place}}) : desk.place;
  const auto* room = desk.room ? rooms.room(*desk.room) : nullptr;
  if (room == nullptr) return place;
  return place.empty() ? room->name : room->name + say.say(", ") + place;
}

std::string mode_words(const Say& say, Mode mode) {
  switch (mode) {
    case Mode::in_person: return say.say("In person");
    case Mode::online: return say.say("Online");
    case Mode::telephone: return say.say("By telephone");
    case Mode::mixed: return say.say("Some in person, some online");
  }
  return {};
}

std::vector<std::string> date_words(const Say& say, const Plan& plan, const People& people, HouseholdId household) {
  std::set<EveningDateId> theirs;
  for (const auto* student : children(plan, people, household)) {
    for (const auto& pairing : pairings(plan, people, student->id)) {
      for (const auto* desk : plan.desks_of(pairing.teacher)) theirs.insert(desk->date);
    }
  }
  std::vector<std::string> all;
  for (const auto& date : plan.held_dates()) {
    if (!theirs.empty() && !theirs.contains(date.id)) continue;
    all.push_back(say.full_day(date.date) + say.say(", ") + say.times(date.from, date.to) + " · " + mode_words(say, date.mode));
  }
  return all;
}

std::string listed(const Say& say, const std::vector<std::string>& words) {
  std::string all;
  for (const auto& one : words) all += (all.empty() ? "" : say.say(", ")) + one;
  return all;
}

std::string teacher_words(const Say& say, const People& people, const Desk& desk, TeacherId teacher) {
  const auto name = people.name(same_person<PersonId>(teacher));
  const auto found = std::ranges::find(desk.teachers, teacher, &DeskTeacher::teacher);
  if (found == desk.teachers.end() || !found->substitute) return name;
  return say.say("{substitute} for {teacher}", {{"substitute", people.name(same_person<PersonId>(*found->substitute))}, {"teacher", name}});
}

std::string seen_words(const Say& say, const Plan& plan, const People& people, StudentId student, TeacherId teacher, const Desk* desk) {
  const auto name = [&](TeacherId one) { return desk == nullptr ? people.name(same_person<PersonId>(one)) : teacher_words(say, people, *desk, one); };
  std::vector<std::string> others;
  for (const auto one : desk == nullptr ? seen_together(plan, people, student, teacher) : seen_at(plan, people, student, teacher, *desk)) {
    if (one != teacher) others.push_back(name(one));
  }
  return others.empty() ? name(teacher) : say.say("{teacher}, together with {others}", {{"teacher", name(teacher)}, {"others", listed(say, others)}});
}

std::string teachers_words(const Say& say, const People& people, const Desk& desk) {
  std::vector<std::string> all;
  for (const auto& one : desk.teachers) all.push_back(teacher_words(say, people, desk, one.teacher));
  return listed(say, all);
}

std::string interpreter_name(const Kernel& kernel, const Say& say, const People& people, SiteId site, const Interpreter& one) {
  if (one.teacher) return people.name(same_person<PersonId>(*one.teacher));
  const auto name = one.name.empty() ? std::nullopt : kernel.privacy.open(site, one.author, interpreter_place(one.id), one.name);
  return name.value_or(say.say("An interpreter"));
}

std::string whole_address(const Kernel& kernel, std::string_view path) {
  const auto letter = kernel.parents.letter_address("x");
  return letter.substr(0, letter.size() - letter_path("x").size()).append(path);
}

bool may_be_told(const People& people, const Appointment& one) { return may_book_for(people, one.household, one.student); }

std::string subject_words(const Plan& plan, const People& people, StudentId student, TeacherId teacher) {
  const auto all = pairings(plan, people, student);
  const auto found = std::ranges::find(all, teacher, &Pairing::teacher);
  if (found == all.end()) return {};
  return found->subject.empty() ? found->group : found->subject;
}

std::string day_words(const Kernel& kernel, const Say& say, SiteId site, Instant when) {
  return say.day(kernel.calendar.date_of(site, when));
}

std::string time_words(const Kernel& kernel, const Say& say, SiteId site, const Interval& when) {
  return say.times(kernel.calendar.minutes_of(site, when.starts()), kernel.calendar.minutes_of(site, when.ends()));
}

Value::Map shown(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, const Rooms& rooms,
                 const Appointment& one, const std::string& number) {
  const auto site = plan.evening.site;
  const auto* desk = plan.desk(one.desk);
  const auto* student = people.student(one.student);
  const bool online = desk != nullptr && desk->mode == Mode::online;
  return {{"booking", one.booking.text()},
          {"day", day_words(kernel, say, site, one.when.starts())},
          {"times", time_words(kernel, say, site, one.when)},
          {"long", one.slots > 1 ? time_words(kernel, say, site, one.when) : ""},
          {"starts", say.time(kernel.calendar.minutes_of(site, one.when.starts()))},
          {"teacher", seen_words(say, plan, people, one.student, one.teacher, desk)},
          {"subject", subject_words(plan, people, one.student, one.teacher)},
          {"student", people.name(same_person<PersonId>(one.student))},
          {"first_name", student == nullptr ? "" : student->first_name},
          {"place", desk == nullptr ? "" : place_words(say, rooms, *desk, number)},
          {"online", online},
          {"link", online ? desk->link : ""},
          {"cancelled", one.state == AppointmentState::cancelled},
          {"arrived", one.arrived_at.has_value()},
          {"attended", std::string(word(one.attended))},
          {"note", opened_note(kernel, site, one)}};
}

}  // namespace lodge::parents_evening
