#include "teacher_values.h"

#include "appointments.h"
#include "notes.h"
#include "reach.h"
#include "shown.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

struct Row {
  const Kernel& kernel;
  const Say& say;
  const Plan& plan;
  const People& people;
  const DeskNight& night;
  std::chrono::minutes late;

  std::string clock(Instant when) const { return say.time(kernel.calendar.minutes_of(plan.evening.site, when)); }
};

std::string asked_note(const Row& row, const TeacherRequest& asked) {
  if (asked.note.empty()) return {};
  return row.kernel.privacy.open(row.plan.evening.site, asked.author, request_place(asked.evening, asked.student, asked.teacher), asked.note).value_or("");
}

/// asked, asked_why: who of those whom the family sees there asked for it, and what they noted; by name at a joint desk.
void add_requests(const Row& row, const Appointment& one, Value::Map& values) {
  const auto seen = seen_at(row.plan, row.people, one.student, one.teacher, *row.night.desk);
  const bool alone = row.night.desk->teachers.size() == 1;
  std::vector<std::string> names;
  std::string notes;
  for (const auto& asked : row.night.requests) {
    if (asked.sort != RequestSort::please || asked.student != one.student || std::ranges::find(seen, asked.teacher) == seen.end()) continue;
    names.push_back(row.people.name(same_person<PersonId>(asked.teacher)));
    if (const auto note = asked_note(row, asked); !note.empty()) notes += (notes.empty() ? "" : " · ") + (alone ? note : names.back() + ": " + note);
  }
  if (names.empty()) return;
  values["asked"] = alone ? row.say.say("You asked to see them") : row.say.say("{teachers} asked to see them", {{"teachers", listed(row.say, names)}});
  values["asked_why"] = std::move(notes);
}

Value::Map appointment_row(const Row& row, const Appointment& one) {
  const auto* student = row.people.student(one.student);
  const bool over = one.attended != Attended::unknown;
  Value::Map values{{"booking", one.booking.text()},
                    {"time", row.clock(one.when.starts())},
                    {"until", one.slots > 1 ? row.clock(one.when.ends()) : ""},
                    {"expected", row.late.count() > 0 && !over ? row.clock(one.when.starts() + row.late) : ""},
                    {"student", row.people.name(same_person<PersonId>(one.student))},
                    {"class", student == nullptr ? "" : student->registration_class},
                    {"families", names_of(row.say, row.people, one.household)},
                    {"subject", subject_words(row.plan, row.people, one.student, one.teacher)},
                    {"note", opened_note(row.kernel, row.plan.evening.site, one)},
                    {"arrived", one.arrived_at.has_value()},
                    {"came", one.attended == Attended::came},
                    {"missed", one.attended == Attended::missed},
                    {"over", over}};
  values["teacher"] = row.night.desk->teachers.size() > 1 ? row.people.name(same_person<PersonId>(one.teacher)) : "";
  values["rung"] = row.night.desk->mode == Mode::telephone;
  values["number"] = number_of(row.night.numbers, one.household);
  values["dial"] = dialled(*values["number"].text());
  add_requests(row, one, values);
  return values;
}

const Appointment* at_slot(const DeskNight& night, int slot) {
  const auto found = std::ranges::find_if(night.at_desk, [&](const Appointment& one) { return one.slot <= slot && slot < one.slot + one.slots; });
  return found == night.at_desk.end() ? nullptr : &*found;
}

Value::List rows_of(const Row& row) {
  Value::List rows;
  const auto& desk = *row.night.desk;
  for (int slot = 0; slot < desk.slots; ++slot) {
    const auto* one = at_slot(row.night, slot);
    if (one != nullptr && one->slot != slot) continue;
    auto values = one != nullptr ? appointment_row(row, *one) : Value::Map{{"time", row.clock(desk.when(slot).starts())}};
    values["id"] = "slot-" + desk.id.text() + "-" + std::to_string(slot);
    values["taken"] = one != nullptr;
    values["is_break"] = one == nullptr && desk.is_break(slot);
    values["free"] = one == nullptr && !desk.is_break(slot);
    rows.push_back(std::move(values));
  }
  return rows;
}

/// The first whom nobody has marked yet and whose time is not over.
const Appointment* due(const DeskNight& night, std::chrono::minutes late, Instant now) {
  const auto found = std::ranges::find_if(night.at_desk, [&](const Appointment& one) {
    return one.attended == Attended::unknown && one.when.ends() + late > now;
  });
  return found == night.at_desk.end() ? nullptr : &*found;
}

}  // namespace

DeskNight desk_night(const Kernel& kernel, Reader& reader, const Plan& plan, const Desk& desk) {
  DeskNight night{&desk, at_desk(reader, desk.id), {}, {}};
  std::erase_if(night.at_desk, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  for (const auto& one : desk.teachers) std::ranges::move(requests_by(reader, plan.evening.id, one.teacher), std::back_inserter(night.requests));
  night.numbers = numbers_for(kernel, reader, plan, night.at_desk);
  return night;
}

std::string beside_words(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, const DeskNight& night, const Appointment& one) {
  const auto values = Value(appointment_row({kernel, say, plan, people, night, std::chrono::minutes(0)}, one));
  std::string words;
  const auto add = [&](std::string_view before, const std::string& text) {
    if (!words.empty()) words += before;
    words += text;
  };
  for (const auto* name : {"subject", "teacher"}) {
    if (const auto text = values.text_or(name); !text.empty()) add(" · ", text);
  }
  const auto asked = values.text_or("asked"), why = values.text_or("asked_why");
  if (!asked.empty()) add("\n", why.empty() ? asked : asked + ": " + why);
  if (const auto note = values.text_or("note"); !note.empty()) add("\n", say.say("Their message:") + " " + note);
  return words;
}

Value::Map desk_values(const Kernel& kernel, const Say& say, const Plan& plan, const DeskNight& night, Instant now) {
  const auto site = plan.evening.site;
  const auto people = kernel.directory.people(site);
  const auto& desk = *night.desk;
  const auto late = late_by(desk, now);
  const bool calls = desk.mode == Mode::online && now < desk.when(0, desk.slots).ends() + kLingers;
  const Row row{kernel, say, plan, *people, night, late};
  Value::Map values{{"desk", desk.id.text()},
                    {"day", say.day(kernel.calendar.date_of(site, desk.starts))},
                    {"times", time_words(kernel, say, site, desk.when(0, desk.slots))},
                    {"place", place_words(say, *kernel.rooms.rooms(site), desk)},
                    {"teachers", teachers_words(say, *people, desk)},
                    {"call", calls ? desk.link : ""},
                    {"no_call", calls && desk.link.empty()},
                    {"late", late.count() > 0 ? say.say_many("{count} minute late", "{count} minutes late", late.count()) : ""},
                    {"later", std::min(late + std::chrono::minutes(5), kMostLate).count()},
                    {"rows", rows_of(row)}};
  if (const auto* next = due(night, late, now)) values["due"] = appointment_row(row, *next);
  return values;
}

std::vector<const Student*> students_of(const Plan& plan, const People& people, TeacherId teacher) {
  std::set<StudentId> some;
  for (const auto* one : people.classes_taught_by(teacher)) some.insert(one->students.begin(), one->students.end());
  for (const auto& group : people.groups()) {
    if (std::ranges::find(group.teachers, teacher) != group.teachers.end()) some.insert(group.students.begin(), group.students.end());
  }
  std::vector<const Student*> all;
  for (const auto id : some) {
    const auto* student = people.student(id);
    if (student == nullptr || !invited(plan, people, *student)) continue;
    const auto seen = pairings(plan, people, id);
    if (std::ranges::find(seen, teacher, &Pairing::teacher) != seen.end()) all.push_back(student);
  }
  std::ranges::sort(all, {}, [](const Student* one) { return std::tuple(one->surname, one->first_name, one->id); });
  return all;
}

std::vector<NotBooked> not_booked(const Plan& plan, const People& people, TeacherId teacher, const std::vector<Appointment>& with_teacher) {
  std::vector<NotBooked> all;
  for (const auto* student : students_of(plan, people, teacher)) {
    const bool once = plan.evening.one_each == OneEach::student || share_one(people, student->id);
    std::set<HouseholdId> gone;
    for (const auto& one : with_teacher) {
      if (one.student == student->id) gone.insert(one.household);
    }
    if (once && !gone.empty()) continue;
    for (const auto& tie : people.contacts_of(student->id)) {
      const auto household = household_of(people, same_person<PersonId>(tie.contact));
      if (!may_book_for(people, household, student->id) || !gone.insert(household).second) continue;
      all.push_back({student->id, household});
    }
  }
  return all;
}

}  // namespace lodge::parents_evening
