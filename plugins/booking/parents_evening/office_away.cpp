#include "office_away.h"

#include "desk_form.h"
#include "shown.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::string_view kNewDate = "new";

/// Of a desk's teachers the one whom the form names; of a single one nobody need be named.
std::optional<TeacherId> who_cannot(const Desk& desk, const Fields& form) {
  if (desk.teachers.size() == 1) return desk.teachers.front().teacher;
  const auto named = TeacherId::parse(form.get("who"));
  return named && desk.has(*named) ? named : std::nullopt;
}

Value::List who_choices(const People& people, const Desk& desk, std::optional<TeacherId> chosen) {
  Value::List list;
  for (const auto& one : desk.teachers) {
    list.push_back(Value::Map{{"id", one.teacher.text()}, {"words", people.name(same_person<PersonId>(one.teacher))}, {"chosen", chosen == one.teacher}});
  }
  return list;
}

Value::List ways(const Say& say, const std::string& chosen) {
  const std::pair<const char*, std::string> all[]{{"substitute", say.say("A colleague stands in, at the same times")},
                                                  {"colleague", say.say("They go to a colleague's desk, where there is time")},
                                                  {"date", say.say("They go to another date, with the same teacher")},
                                                  {"cancel", say.say("They are given back")}};
  Value::List list;
  for (const auto& [way, words] : all) list.push_back(Value::Map{{"way", std::string(way)}, {"words", words}, {"chosen", chosen.empty() ? std::string_view(way) == "date" : chosen == way}});
  return list;
}

/// Nobody is seen by this teacher at that desk any more; at a joint desk the others stay.
void leave(Plan& plan, DeskId id, TeacherId teacher) {
  auto& desk = desk_of(plan, id);
  if (desk.teachers.size() > 1) std::erase_if(desk.teachers, [&](const DeskTeacher& one) { return one.teacher == teacher; });
  else desk.away = true;
}

/// A week after the last, at the same times.
DateWish proposed(const Plan& plan, const Desk& desk) {
  auto wish = wish_of(*plan.date(desk.date));
  wish.date = std::chrono::sys_days(plan.dates.back().date) + std::chrono::days(7);
  wish.slot = desk.slot;
  return wish;
}

}  // namespace

void OfficeAway::add_routes(Routes& routes) const {
  const std::string desk = "/admin/evenings/{evening}/desks/{desk}";
  add_office_route(routes, desk + "/away", [this](const Request& request) { return ask(request); }, [this](const Request& request) { return cannot_come(request); });
  add_office_route(routes, desk + "/back", nullptr, [this](const Request& request) { return come_again(request); });
}

Response OfficeAway::ask(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* desk = plan ? desk_in(*plan, request) : nullptr;
  return desk == nullptr ? office_.not_found(request) : ask(request, *plan, *desk, {});
}

Value::List OfficeAway::dates(const Request& request, const Plan& plan, const Desk& desk) const {
  const auto& chosen = request.form.get("on");
  Value::List list;
  for (const auto& date : plan.held_dates()) {
    if (date.id == desk.date || date.when.ends() <= office_.kernel.clock.now()) continue;
    list.push_back(Value::Map{{"on", date.id.text()}, {"words", request.say->full_day(date.date) + request.say->say(", ") + request.say->times(date.from, date.to)},
                              {"chosen", chosen == date.id.text()}});
  }
  list.push_back(Value::Map{{"on", std::string(kNewDate)}, {"words", request.say->say("A new date, for this teacher alone")}, {"chosen", chosen == kNewDate}});
  return list;
}

Response OfficeAway::ask(const Request& request, const Plan& plan, const Desk& desk, const OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto& form = request.form;
  const auto& kernel = office_.kernel;
  const auto people = kernel.directory.people(request.actor.site);
  const auto room = form.has("room") ? room_in(*kernel.rooms.rooms(request.actor.site), form.get("room")) : desk.room;
  auto values = date_values(say, read_date(form).value_or(proposed(plan, desk)));
  values.merge(Value::Map{{"link", desk_link(plan, desk)}, {"day", say.full_day(plan.date(desk.date)->date)}, {"joint", desk.teachers.size() > 1},
                          {"seated", who_choices(*people, desk, who_cannot(desk, form))}, {"ways", ways(say, form.get("how"))},
                          {"teachers", teacher_choices(*people, teacher_in(*people, form.get("teacher")), desk)},
                          {"dates", dates(request, plan, desk)}, {"rooms", room_choices(kernel, request.actor.site, room)}});
  faults.put_into(values);
  return office_.page(request, plan, "away", say.say("{teacher} cannot come", {{"teacher", teachers_words(say, *people, desk)}}), std::move(values), faults.any() ? 400 : 200);
}

Response OfficeAway::cannot_come(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* desk = plan ? desk_in(*plan, request) : nullptr;
  if (desk == nullptr || desk->teachers.empty()) return office_.not_found(request);
  const auto& say = *request.say;
  const auto teacher = who_cannot(*desk, request.form);
  if (!teacher) return ask(request, *plan, *desk, {});
  Act act{.after = *plan, .cause = Cause::away, .teacher = teacher};
  if (const auto faults = decide(request, *desk, *teacher, act); faults.any()) return ask(request, *plan, *desk, faults);
  const auto name = office_.kernel.directory.people(request.actor.site)->name(same_person<PersonId>(*teacher));
  return office_.perform(request, *plan, act, {.title = say.say("{teacher} cannot come", {{"teacher", name}}),
                                               .sentence = say.say("What becomes of the appointments, and who is told:"),
                                               .button = say.say("Do it and tell them"), .back = office_link(plan->evening.id) + "/teachers", .done = "saved", .always = true});
}

OfficeFaults OfficeAway::decide(const Request& request, const Desk& desk, TeacherId teacher, Act& act) const {
  OfficeFaults faults;
  const auto& how = request.form.get("how");
  act.move.cancels = how == "cancel";
  if (how == "substitute" || how == "colleague") to_colleague(request, desk, teacher, act, faults);
  else leave(act.after, desk.id, teacher);
  if (how == "date") to_date(request, desk, teacher, act, faults);
  return faults;
}

void OfficeAway::to_colleague(const Request& request, const Desk& desk, TeacherId teacher, Act& act, OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto other = teacher_in(*office_.kernel.directory.people(request.actor.site), request.form.get("teacher"));
  if (!other) return faults.add("teacher", say.say("Please choose the colleague."));
  if (request.form.get("how") == "substitute") {
    std::ranges::find(desk_of(act.after, desk.id).teachers, teacher, &DeskTeacher::teacher)->substitute = other;
    return;
  }
  const auto& desks = act.after.desks;
  const auto seat = std::ranges::find_if(desks, [&](const Desk& one) { return one.date == desk.date && !one.away && one.has(*other); });
  if (seat == desks.end()) return faults.add("teacher", say.say("This colleague has no desk on that date."));
  join(act.after, seat->id, {teacher, other});
}

std::optional<EveningDate> OfficeAway::date_meant(const Request& request, const Desk& desk, Plan& plan, OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  if (request.form.get("on") != kNewDate) {
    const auto id = EveningDateId::parse(request.form.get("on"));
    const auto* date = id && *id != desk.date ? plan.date(*id) : nullptr;
    if (date != nullptr && !date->called_off) return *date;
    faults.add("on", say.say("Please choose the other date."));
    return std::nullopt;
  }
  const auto wish = read_date(request.form);
  const auto date = wish ? make_date(kernel.calendar, request.actor.site, *wish, kernel.clock.now()) : std::unexpected(UnfitDate::ends_before_starts);
  if (!date) {
    faults.add("date", sentence(say, date.error()));
    return std::nullopt;
  }
  plan.dates.push_back(*date);
  return *date;
}

void OfficeAway::to_date(const Request& request, const Desk& desk, TeacherId teacher, Act& act, OfficeFaults& faults) const {
  const auto to = date_meant(request, desk, act.after, faults);
  if (!to) return;
  const auto& kernel = office_.kernel;
  const auto site = request.actor.site;
  seat(act.after, *to, teacher, desk, room_in(*kernel.rooms.rooms(site), request.form.get("room")));
  act.move.away = Move::Away{teacher, desk.date, days_between(kernel.calendar, site, *act.after.date(desk.date), *to)};
}

Response OfficeAway::come_again(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* before = plan ? desk_in(*plan, request) : nullptr;
  if (before == nullptr) return office_.not_found(request);
  Act act{.after = *plan};
  auto& desk = desk_of(act.after, before->id);
  desk.away = desk.away_with_date = false;
  return office_.perform(request, *plan, act, {.title = "", .sentence = "", .button = "", .back = office_link(plan->evening.id) + "/teachers"});
}

}  // namespace lodge::parents_evening
