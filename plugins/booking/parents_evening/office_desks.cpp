#include "office_desks.h"

#include "desk_form.h"
#include "shown.h"
#include "words.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kLongestPlace = 100;

int read_number(const Fields& form, std::string_view field) {
  const auto& text = form.get(field);
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

void OfficeDesks::add_routes(Routes& routes) const {
  const std::string evening = "/admin/evenings/{evening}";
  add_office_route(routes, evening + "/teachers", [this](const Request& request) { return table(request); }, [this](const Request& request) { return set_hall(request); });
  add_office_route(routes, evening + "/desks/{desk}", [this](const Request& request) { return desk(request); }, [this](const Request& request) { return set_desk(request); });
}

std::string OfficeDesks::teachers_words(const Request& request, const Desk& desk) const {
  return parents_evening::teachers_words(*request.say, *office_.kernel.directory.people(request.actor.site), desk);
}

Value::Map OfficeDesks::row(const Request& request, const Plan& plan, const Desk& desk) const {
  const auto& say = *request.say;
  const auto rooms = office_.kernel.rooms.rooms(request.actor.site);
  std::vector<std::string> breaks;
  for (const auto slot : desk.breaks) breaks.push_back(say.time(office_.kernel.calendar.minutes_of(request.actor.site, desk.when(slot).starts())));
  return {{"link", desk_link(plan, desk)}, {"teachers", teachers_words(request, desk)}, {"place", place_words(say, *rooms, desk)},
          {"slots", say.say_many("{count} time of {minutes} minutes", "{count} times of {minutes} minutes",
                                 static_cast<std::int64_t>(desk.slots) - static_cast<std::int64_t>(desk.breaks.size()), {{"minutes", std::to_string(desk.slot.count())}})},
          {"breaks", listed(say, breaks)}, {"away", desk.away}};
}

Response OfficeDesks::table(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto people = office_.kernel.directory.people(request.actor.site);
  Value::List dates;
  for (const auto& date : plan->held_dates()) {
    std::vector<const Desk*> desks;
    for (const auto& desk : plan->desks) {
      if (desk.date == date.id && !desk.teachers.empty()) desks.push_back(&desk);
    }
    std::ranges::sort(desks, {}, [&](const Desk* desk) { return people->name(same_person<PersonId>(desk->teachers.front().teacher)); });
    Value::List rows;
    for (const auto* desk : desks) rows.push_back(row(request, *plan, *desk));
    dates.push_back(Value::Map{{"id", date.id.text()}, {"words", request.say->full_day(date.date) + request.say->say(", ") + request.say->times(date.from, date.to)},
                               {"rows", std::move(rows)}, {"rooms", room_choices(office_.kernel, request.actor.site, std::nullopt)}});
  }
  return office_.page(request, *plan, "teachers", request.say->say("Desks, rooms and breaks"),
                      {{"dates", std::move(dates)}, {"done", request.query.has("done") ? request.say->say("Saved.") : ""}});
}

Response OfficeDesks::set_hall(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto date = EveningDateId::parse(request.form.get("date"));
  if (!plan || !date || plan->date(*date) == nullptr) return office_.not_found(request);
  const auto& say = *request.say;
  Act act{.after = *plan};
  const auto back = office_link(plan->evening.id) + "/teachers";
  if (request.form.has("seat")) {
    seat_everybody(act.after, *office_.kernel.directory.people(request.actor.site), *date);
    return office_.perform(request, *plan, act, {.title = "", .sentence = "", .button = "", .back = back, .all_the_same = true});
  }
  const auto room = room_in(*office_.kernel.rooms.rooms(request.actor.site), request.form.get("room"));
  int number = 0;
  for (auto& desk : act.after.desks) {
    if (desk.date != *date || desk.away) continue;
    if (desk.room != room) desk.step_free = false;  // that was said of the place before
    desk.room = room;
    desk.place = room ? std::to_string(++number) : "";
  }
  return office_.perform(request, *plan, act, {.title = say.say("All in one room"), .sentence = say.say("The place of appointments that are booked changes."),
                                               .button = say.say("Move them"), .back = back});
}

Response OfficeDesks::desk(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* desk = plan ? desk_in(*plan, request) : nullptr;
  return desk == nullptr ? office_.not_found(request) : page_of(request, *plan, *desk, {});
}

Response OfficeDesks::page_of(const Request& request, const Plan& plan, const Desk& desk, const OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  const auto people = kernel.directory.people(request.actor.site);
  Value::List slots, modes, seated;
  for (int slot = 0; slot < desk.slots; ++slot) {
    slots.push_back(Value::Map{{"slot", slot}, {"words", say.time(kernel.calendar.minutes_of(request.actor.site, desk.when(slot).starts()))}, {"chosen", desk.is_break(slot)}});
  }
  for (const auto mode : {Mode::in_person, Mode::online, Mode::telephone}) {
    modes.push_back(Value::Map{{"mode", std::string(word(mode))}, {"words", mode_words(say, mode)}, {"chosen", desk.mode == mode}});
  }
  for (const auto& one : desk.teachers) {
    seated.push_back(Value::Map{{"id", one.teacher.text()}, {"words", people->name(same_person<PersonId>(one.teacher))},
                                {"teachers", teacher_choices(*people, one.substitute, desk)}});
  }
  auto values = row(request, plan, desk);
  values.merge(Value::Map{{"day", say.full_day(plan.date(desk.date)->date)}, {"minutes", desk.slot.count()}, {"own_place", desk.place}, {"step_free", desk.step_free},
                          {"rooms", room_choices(kernel, request.actor.site, desk.room)}, {"slot_boxes", std::move(slots)},
                          {"modes", std::move(modes)}, {"seated", std::move(seated)}, {"room_for_more", desk.teachers.size() < kMostTeachers},
                          {"others", teacher_choices(*people, std::nullopt, desk)}, {"online", desk.mode == Mode::online},
                          {"call", desk.link}});
  faults.put_into(values);
  return office_.page(request, plan, "desk", teachers_words(request, desk), std::move(values), faults.any() ? 400 : 200);
}

Response OfficeDesks::set_desk(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* before = plan ? desk_in(*plan, request) : nullptr;
  if (before == nullptr) return office_.not_found(request);
  const auto& say = *request.say;
  const auto& form = request.form;
  Act act{.after = *plan};
  auto& desk = desk_of(act.after, before->id);
  const auto& date = *plan->date(desk.date);
  const auto length = std::chrono::minutes(std::clamp(read_number(form, "minutes"), 2, 120));
  const auto people = office_.kernel.directory.people(request.actor.site);
  desk.room = room_in(*office_.kernel.rooms.rooms(request.actor.site), form.get("room"));
  desk.place = form.get("place").substr(0, kLongestPlace);
  if (form.has("call")) desk.link = form.get("call");
  desk.step_free = form.has("step_free");
  if (const auto mode = parse<Mode>(form.get("mode")); mode && *mode != desk.mode) set_mode(desk, act.after.evening, *mode);
  if (length != desk.slot) {
    set_slot(desk, date, length);
  } else {
    desk.breaks.clear();
    const auto ticked = form.every("break");
    for (int slot = 0; slot < desk.slots; ++slot) {
      if (std::ranges::find(ticked, std::to_string(slot)) != ticked.end()) desk.breaks.push_back(slot);
    }
  }
  for (auto& one : desk.teachers) one.substitute = teacher_in(*people, form.get("substitute_" + one.teacher.text()));
  OfficeFaults faults;
  if (desk.mode == Mode::online && !desk.link.empty() && !is_call_address(desk.link)) faults.add("call", unfit_address(say));
  const auto other = faults.any() ? std::nullopt : teacher_in(*people, form.get("join"));
  if (other && !join(act.after, before->id, {*other, std::nullopt})) faults.add("join", full_desk(say));
  if (faults.any()) return page_of(request, act.after, desk, faults);
  return office_.perform(request, *plan, act, {.title = teachers_words(request, *before), .sentence = say.say("Appointments at this desk change."),
                                               .button = say.say("Change it"), .back = office_link(plan->evening.id) + "/teachers"});
}

}  // namespace lodge::parents_evening
