#include "printed.h"

#include "appointments.h"
#include "reach.h"
#include "shown.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

using Size = PaperText::Size;

std::string date_line(const Printing& p, const EveningDate& date) {
  return p.say.full_day(date.date) + p.say.say(", ") + p.say.times(date.from, date.to);
}

std::string when_words(const Printing& p, Instant when) {
  const auto site = p.plan.evening.site;
  return p.say.say("{day} at {time}", {{"day", p.say.day(p.kernel.calendar.date_of(site, when))},
                                      {"time", p.say.time(p.kernel.calendar.minutes_of(site, when))}});
}

/// A preference round is to come, or on.
bool takes_wishes(const Printing& p) { return p.plan.evening.wishes_until && p.kernel.clock.now() < *p.plan.evening.wishes_until; }

void add_how_to_book(const Printing& p, Sheet& sheet, HouseholdId household, const std::string& code) {
  const auto& evening = p.plan.evening;
  if (takes_wishes(p)) {
    sheet.blocks.push_back(PaperText{p.say.say("Say whom you would like to see, and when you can come, until {when}. The school then shares the times out fairly: it makes no difference who is first.",
                                               {{"when", when_words(p, *evening.wishes_until)}})});
  } else if (const auto opens = opens_for(p.plan, p.people, household)) {
    sheet.blocks.push_back(PaperText{p.say.say("You can book from {when}.", {{"when", when_words(p, *opens)}})});
  }
  if (evening.closes_at) {
    sheet.blocks.push_back(PaperText{p.say.say("Booking closes on {when}.", {{"when", when_words(p, *evening.closes_at)}})});
  }
  const auto address = p.kernel.parents.letter_address(code);
  sheet.blocks.push_back(PaperCode{
      address, {PaperText{p.say.say("To book, scan this square with the camera of a phone, or open")},
                PaperText{address.substr(0, address.find('?')), Size::body, true},
                PaperText{p.say.say("and type this code:")}, PaperText{code, Size::huge, true}}});
  sheet.blocks.push_back(PaperText{
      p.say.say("The code is for your family alone and works for this evening only. Please keep it to yourself."), Size::small, false});
}

std::string asks_words(const Printing& p, const Whom& whom) {
  if (p.asked.please.contains(whom)) return "\n" + p.say.say("asks to see you");
  return p.asked.no_need.contains(whom) ? "\n" + p.say.say("no need to come") : "";
}

/// To be filled in by hand: one row a teacher, those who ask first.
void add_child(const Printing& p, Sheet& sheet, const Student& student, HouseholdId household) {
  sheet.blocks.push_back(PaperCut{});
  sheet.blocks.push_back(PaperText{names_of(p.say, p.people, household), Size::small, false});
  const auto name = p.people.name(same_person<PersonId>(student.id));
  sheet.blocks.push_back(PaperText{student.registration_class.empty() ? name : name + " (" + student.registration_class + ")", Size::heading, true});
  PaperTable table{{p.say.say("Teacher"), p.say.say("Subject"), takes_wishes(p) ? p.say.say("In which order: 1, 2, 3") : p.say.say("I would like to come: tick")}, {4, 4, 3}, {}};
  for (const auto& one : visits(p.plan, p.people, student.id, p.asked)) {
    if (!p.plan.seats(one.teacher)) continue;
    table.rows.push_back({seen_words(p.say, p.plan, p.people, student.id, one.teacher) + asks_words(p, {student.id, one.teacher}), one.subject.empty() ? one.group : one.subject, ""});
  }
  sheet.blocks.push_back(std::move(table));
  sheet.blocks.push_back(PaperText{p.say.say("I can come from: ____________  until: ____________")});
  if (takes_wishes(p)) sheet.blocks.push_back(PaperText{p.say.say("I need an interpreter for: ____________  a way without steps: yes / no")});
  if (rings(p.plan)) sheet.blocks.push_back(PaperText{p.say.say("The teacher can ring me on: ________________________")});
}

std::string times(const Printing& p, const Interval& when) { return time_words(p.kernel, p.say, p.plan.evening.site, when); }

std::vector<Appointment> booked(std::vector<Appointment> all) {
  std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  return all;
}

std::vector<std::string> slot_row(const Printing& p, const DeskNight& night, int slot) {
  const auto &desk = *night.desk;
  const auto &at_desk = night.at_desk;
  const auto clock = [&](Instant when) { return p.say.time(p.kernel.calendar.minutes_of(p.plan.evening.site, when)); };
  const auto found = std::ranges::find_if(at_desk, [&](const Appointment& one) { return one.slot <= slot && slot < one.slot + one.slots; });
  // One that had begun when the rest was shifted has its own time.
  const auto starts = found != at_desk.end() && found->slot == slot ? found->when.starts() : desk.when(slot).starts();
  const auto time = clock(starts);
  if (desk.is_break(slot)) return {time, p.say.say("Break"), "", ""};
  if (found == at_desk.end()) return {time, "", "", ""};
  if (found->slot != slot) return {time, p.say.say("until {time}", {{"time", clock(found->when.ends())}}), "", ""};
  const auto* student = p.people.student(found->student);
  auto who = names_of(p.say, p.people, found->household);
  if (desk.mode == Mode::telephone) who += p.say.say(", ") + number_words(p.say, number_of(night.numbers, found->household));
  const auto beside = beside_words(p.kernel, p.say, p.plan, p.people, night, *found);
  return {time, p.people.name(same_person<PersonId>(found->student)) + (beside.empty() ? "" : "\n" + beside), student == nullptr ? "" : student->registration_class,
          std::move(who)};
}

/// The door finds the family by the random number of one of its own appointments, which says nothing to anybody who is
/// not signed in as the office.
void add_door_code(const Printing& p, Sheet& sheet, const Appointment& one) {
  const auto door = whole_address(p.kernel, "/admin/evenings/" + p.plan.evening.id.text() + "/door?slip=");
  sheet.blocks.push_back(PaperCode{door + one.booking.text(), {PaperText{p.say.say("Please show this square at the door.")}}});
}

}  // namespace

Sheet Printing::sheet() const {
  return {.language = say.language(), .right_to_left = say.right_to_left(), .foot = plan.evening.title, .blocks = {}};
}

Sheet letter(const Printing& p, HouseholdId household, const std::string& code) {
  auto sheet = p.sheet();
  sheet.blocks.push_back(PaperText{names_of(p.say, p.people, household)});
  sheet.blocks.push_back(PaperText{p.plan.evening.title, Size::heading, true});
  sheet.blocks.push_back(PaperText{p.say.say("You are invited to meet your child’s teachers:")});
  for (auto& date : date_words(p.say, p.plan, p.people, household)) sheet.blocks.push_back(PaperText{std::move(date), Size::body, true});
  add_how_to_book(p, sheet, household, code);
  sheet.blocks.push_back(PaperText{
      p.say.say("Without the internet: fill in the slips, and send them to the school office or telephone us. We book for you.")});
  for (const auto* student : children(p.plan, p.people, household)) add_child(p, sheet, *student, household);
  return sheet;
}

Sheet slip(const Printing& p, HouseholdId household, const std::vector<Appointment>& appointments) {
  auto sheet = p.sheet();
  sheet.blocks.push_back(PaperText{names_of(p.say, p.people, household)});
  sheet.blocks.push_back(PaperText{p.plan.evening.title, Size::heading, true});
  PaperTable table{{p.say.say("When"), p.say.say("Teacher"), p.say.say("About"), p.say.say("Where")}, {4, 4, 3, 4}, {}};
  for (const auto& one : appointments) {
    const auto* desk = p.plan.desk(one.desk);
    const auto day = p.say.short_day(p.kernel.calendar.date_of(p.plan.evening.site, one.when.starts()));
    table.rows.push_back({day + p.say.say(", ") + times(p, one.when), desk == nullptr ? "" : seen_words(p.say, p.plan, p.people, one.student, one.teacher, desk),
                          p.people.name(same_person<PersonId>(one.student)), desk == nullptr ? "" : place_words(p.say, p.rooms, *desk, number_of(p.numbers, household))});
  }
  sheet.blocks.push_back(std::move(table));
  add_door_code(p, sheet, appointments.front());
  return sheet;
}

Sheet desk_list(const Printing& p, const DeskNight& night) {
  const auto& desk = *night.desk;
  auto sheet = p.sheet();
  sheet.blocks.push_back(PaperText{teachers_words(p.say, p.people, desk), Size::heading, true});
  const auto* date = p.plan.date(desk.date);
  const auto place = place_words(p.say, p.rooms, desk);
  if (date != nullptr) sheet.blocks.push_back(PaperText{date_line(p, *date) + (place.empty() ? "" : " · " + place)});
  if (desk.mode == Mode::online && !desk.link.empty()) sheet.blocks.push_back(PaperText{desk.link});
  PaperTable table{{p.say.say("Time"), p.say.say("Student"), p.say.say("Class"), p.say.say("Who comes")}, {2, 5, 2, 6}, {}};
  for (int slot = 0; slot < desk.slots; ++slot) table.rows.push_back(slot_row(p, night, slot));
  sheet.blocks.push_back(std::move(table));
  return sheet;
}

std::vector<Sheet> desk_lists(const Printing& p, std::optional<EveningDateId> date) {
  std::vector<std::pair<std::string, const Desk*>> desks;
  for (const auto& desk : p.plan.desks) {
    if (!desk.away && (!date || desk.date == *date)) desks.emplace_back(teachers_words(p.say, p.people, desk), &desk);
  }
  std::ranges::sort(desks, {}, [](const auto& one) { return std::tuple(one.first, one.second->starts, one.second->id); });
  const auto nights = p.kernel.database.read([&](Reader& reader) {
    std::vector<DeskNight> all;
    for (const auto& [name, desk] : desks) all.push_back(desk_night(p.kernel, reader, p.plan, *desk));
    return all;
  });
  std::vector<Sheet> sheets;
  for (const auto& night : nights) sheets.push_back(desk_list(p, night));
  return sheets;
}

Sheet interpreter_list(const Printing& p, const Interpreter& one, const std::vector<Appointment>& of_evening) {
  auto sheet = p.sheet();
  const auto site = p.plan.evening.site;
  sheet.blocks.push_back(PaperText{interpreter_name(p.kernel, p.say, p.people, site, one), Size::heading, true});
  sheet.blocks.push_back(PaperText{one.languages});
  PaperTable table{{p.say.say("When"), p.say.say("Teacher"), p.say.say("Where"), p.say.say("Student")}, {4, 5, 4, 3}, {}};
  for (const auto& appointment : booked(of_evening)) {
    const auto* desk = p.plan.desk(appointment.desk);
    if (appointment.interpreter != one.id || desk == nullptr) continue;
    const auto* student = p.people.student(appointment.student);
    const auto day = p.say.short_day(p.kernel.calendar.date_of(site, appointment.when.starts()));
    table.rows.push_back({day + p.say.say(", ") + times(p, appointment.when), teacher_words(p.say, p.people, *desk, appointment.teacher),
                          place_words(p.say, p.rooms, *desk), student == nullptr ? "" : student->first_name});
  }
  if (table.rows.empty()) sheet.blocks.push_back(PaperText{p.say.say("No appointments.")});
  else sheet.blocks.push_back(std::move(table));
  return sheet;
}

std::vector<Sheet> pack(const Printing& p, EveningDateId date, const std::vector<Appointment>& of_evening) {
  auto sheets = desk_lists(p, date);
  for (const auto& one : p.plan.interpreters) {
    if (std::ranges::find(one.times, date, &InterpreterTime::date) != one.times.end()) sheets.push_back(interpreter_list(p, one, of_evening));
  }
  std::map<std::pair<std::string, HouseholdId>, std::vector<Appointment>> by_family;
  for (const auto& one : booked(of_evening)) {
    if (one.date == date) by_family[{names_of(p.say, p.people, one.household), one.household}].push_back(one);
  }
  for (const auto& [family, appointments] : by_family) sheets.push_back(slip(p, family.second, appointments));
  return sheets;
}

std::string drawn_pack(const Kernel& kernel, const Say& say, const Plan& plan, EveningDateId date) {
  const auto people = kernel.directory.people(plan.evening.site);
  const auto rooms = kernel.rooms.rooms(plan.evening.site);
  const auto [all, numbers] = appointments_and_numbers(kernel, plan);
  const auto sheets = pack({kernel, say, plan, *people, *rooms, numbers}, date, all);
  return kernel.paper.pdf(plan.evening.title, sheets);
}

}  // namespace lodge::parents_evening
