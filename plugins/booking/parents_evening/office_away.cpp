#include "office_away.h"

#include "desk_form.h"
#include "night.h"
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

/// The desks of that day where one of these sits, and which are not over; the desk itself in any case.
std::vector<Desk> that_day(const Plan& plan, const Desk& desk, const std::vector<DeskTeacher>& teachers, Instant now) {
  const auto is_then = [&](const EveningDate& date) { return date.date == plan.date(desk.date)->date && !date.called_off && date.when.ends() > now; };
  std::vector<Desk> all;
  for (const auto& one : plan.desks) {
    const bool sits = !one.away && std::ranges::any_of(teachers, [&](const DeskTeacher& seat) { return one.has(seat.teacher); });
    if (one.id == desk.id || (sits && is_then(*plan.date(one.date)))) all.push_back(one);
  }
  return all;
}

std::vector<const EveningDate*> dates_of(const Plan& plan, const std::vector<Desk>& desks) {
  std::vector<const EveningDate*> all;
  for (const auto& date : plan.dates) {
    if (std::ranges::find(desks, date.id, &Desk::date) != desks.end()) all.push_back(&date);
  }
  return all;
}

/// Of the sittings the one that begins nearest to this time of the day.
const EveningDate& nearest_of(const std::vector<const EveningDate*>& sittings, std::chrono::minutes from) {
  return **std::ranges::min_element(sittings, {}, [&](const EveningDate* one) { return std::chrono::abs(one->from - from); });
}

/// A week after the last, at the same times, as the teacher sits now.
DateWish proposed(const Plan& plan, const Desk& desk, const std::vector<const EveningDate*>& sittings) {
  auto wish = wish_of(*plan.date(desk.date));
  wish.from = sittings.front()->from;
  wish.to = (*std::ranges::max_element(sittings, {}, &EveningDate::to))->to;
  wish.date = std::chrono::sys_days(plan.dates.back().date) + std::chrono::days(7);
  wish.slot = desk.slot;
  wish.mode = desk.mode;
  return wish;
}

/// What the form says of a new date holds for the one teacher who sits on it.
Desk as_on(const EveningDate& date, Desk desk) {
  desk.slot = date.slot;
  if (date.mode != Mode::mixed) desk.mode = date.mode;
  return desk;
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

/// Whoever is away from several sittings of a day goes to all that fit of another; to one of the same day, which is offered
/// last, where she is away from this one only.
Value::List OfficeAway::dates(const Request& request, const Plan& plan, const Desk& desk, bool by_day) const {
  const auto& say = *request.say;
  const auto& chosen = request.form.get("on");
  const auto today = plan.date(desk.date)->date;
  std::optional<LocalDate> day;
  Value::List list, same_day;
  for (const auto& date : plan.held_dates()) {
    if (date.id == desk.date || date.when.starts() <= office_.kernel.clock.now()) continue;
    const bool whole = by_day && date.date != today;
    if (whole && day == date.date) continue;
    day = date.date;
    auto& among = by_day && !whole ? same_day : list;
    among.push_back(Value::Map{{"on", date.id.text()}, {"words", sitting_words(say, whole ? sittings_of(plan, *day) : std::vector{&date})},
                               {"chosen", chosen == date.id.text()}});
  }
  list.push_back(Value::Map{{"on", std::string(kNewDate)}, {"words", say.say("A new date, for this teacher alone")}, {"chosen", chosen == kNewDate}});
  std::ranges::move(same_day, std::back_inserter(list));
  return list;
}

Response OfficeAway::ask(const Request& request, const Plan& plan, const Desk& desk, const OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto& form = request.form;
  const auto& kernel = office_.kernel;
  const auto people = kernel.directory.people(request.actor.site);
  const auto room = form.has("room") ? room_in(*kernel.rooms.rooms(request.actor.site), form.get("room")) : desk.room;
  const auto sittings = dates_of(plan, that_day(plan, desk, desk.teachers, kernel.clock.now()));
  const auto& date = *plan.date(desk.date);
  auto values = date_values(say, read_date(form).value_or(proposed(plan, desk, sittings)));
  values.merge(Value::Map{{"link", desk_link(plan, desk)}, {"day", sitting_words(say, sittings)}, {"joint", desk.teachers.size() > 1},
                          {"only", sittings.size() > 1 ? say.say("Only {times}", {{"times", say.times(date.from, date.to)}}) : ""}, {"only_chosen", form.has("only")},
                          {"seated", who_choices(*people, desk, who_cannot(desk, form))}, {"ways", ways(say, form.get("how"))},
                          {"teachers", teacher_choices(*people, teacher_in(*people, form.get("teacher")), desk)},
                          {"dates", dates(request, plan, desk, sittings.size() > 1)}, {"rooms", room_choices(kernel, request.actor.site, room)}});
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
  const auto all = that_day(*plan, *desk, {{*teacher}}, office_.kernel.clock.now());
  const Ill ill{*teacher, *desk, request.form.has("only") ? std::vector{*desk} : all, all.size() > 1};
  Act act{.after = *plan, .cause = Cause::away, .teacher = teacher};
  if (const auto faults = decide(request, ill, act); faults.any()) return ask(request, *plan, *desk, faults);
  const auto name = office_.kernel.directory.people(request.actor.site)->name(same_person<PersonId>(*teacher));
  return office_.perform(request, *plan, act, {.title = say.say("{teacher} cannot come", {{"teacher", name}}),
                                               .sentence = say.say("{day}. What becomes of the appointments, and who is told:", {{"day", sitting_words(say, dates_of(*plan, ill.desks))}}),
                                               .button = say.say("Do it"), .back = office_link(plan->evening.id) + "/teachers", .done = "saved", .always = true});
}

OfficeFaults OfficeAway::decide(const Request& request, const Ill& ill, Act& act) const {
  OfficeFaults faults;
  const auto& how = request.form.get("how");
  act.move.cancels = how == "cancel";
  if (how == "substitute" || how == "colleague") {
    to_colleague(request, ill, act, faults);
  } else {
    for (const auto& desk : ill.desks) leave(act.after, desk.id, ill.teacher);
  }
  if (how == "date") to_date(request, ill, act, faults);
  return faults;
}

void OfficeAway::to_colleague(const Request& request, const Ill& ill, Act& act, OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto other = teacher_in(*office_.kernel.directory.people(request.actor.site), request.form.get("teacher"));
  if (!other) return faults.add("teacher", say.say("Please choose the colleague."));
  if (request.form.get("how") == "substitute") {
    for (const auto& desk : ill.desks) std::ranges::find(desk_of(act.after, desk.id).teachers, ill.teacher, &DeskTeacher::teacher)->substitute = other;
    return;
  }
  bool sits = false;
  for (const auto& desk : ill.desks) {
    const auto& desks = act.after.desks;
    const auto seat = std::ranges::find_if(desks, [&](const Desk& one) { return one.date == desk.date && !one.away && one.has(*other); });
    sits = sits || seat != desks.end();
    if (seat == desks.end() || seat->id == desk.id) {  // who sits there with her stays
      leave(act.after, desk.id, ill.teacher);
      continue;
    }
    if (!join(act.after, seat->id, {ill.teacher, other})) return faults.add("teacher", full_desk(say));
  }
  if (!sits) faults.add("teacher", say.say("This colleague has no desk on that date."));
}

std::optional<EveningDate> OfficeAway::date_meant(const Request& request, const Ill& ill, Plan& plan, OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  if (request.form.get("on") != kNewDate) {
    const auto id = EveningDateId::parse(request.form.get("on"));
    const auto* date = id && std::ranges::find(ill.desks, *id, &Desk::date) == ill.desks.end() ? plan.date(*id) : nullptr;
    if (date != nullptr && !date->called_off && date->when.starts() > kernel.clock.now()) return *date;
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

void OfficeAway::to_date(const Request& request, const Ill& ill, Act& act, OfficeFaults& faults) const {
  const auto to = date_meant(request, ill, act.after, faults);
  if (!to) return;
  const auto& kernel = office_.kernel;
  const auto site = request.actor.site;
  const auto& today = *act.after.date(ill.at.date);
  const bool is_new = request.form.get("on") == kNewDate;
  const auto there = ill.several && !is_new && to->date != today.date ? sittings_of(act.after, to->date) : std::vector{act.after.date(to->id)};
  const auto room = room_in(*kernel.rooms.rooms(site), request.form.get("room"));
  act.move.away = Move::Away{ill.teacher, {}, days_between(kernel.calendar, site, today, *to)};
  for (const auto& desk : ill.desks) {
    auto like = is_new ? as_on(*to, desk) : desk;
    like.room = ill.at.room;  // what the form names by itself
    seat(act.after, nearest_of(there, act.after.date(desk.date)->from), ill.teacher, like, room);
    act.move.away->dates.insert(desk.date);
  }
}

Response OfficeAway::come_again(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* before = plan ? desk_in(*plan, request) : nullptr;
  if (before == nullptr) return office_.not_found(request);
  Act act{.after = *plan};
  auto& desk = desk_of(act.after, before->id);
  desk.away = desk.away_with_date = false;
  return office_.perform(request, *plan, act, {.title = "", .sentence = "", .button = "", .back = office_link(plan->evening.id) + "/teachers", .all_the_same = true});
}

}  // namespace lodge::parents_evening
