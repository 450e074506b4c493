#include "office_interpreters.h"

#include "exported.h"
#include "interpreters.h"
#include "needs_fields.h"
#include "reach.h"
#include "shown.h"
#include "windows.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kLongestName = 400, kLongestLanguages = 800;  // bytes: 100 and 200 letters of any script

/// What the office looks at, read once.
struct Needed {
  const Kernel& kernel;
  const Say& say;
  const Plan& plan;
  const People& people;
  const Rooms& rooms;
  std::map<HouseholdId, Needs> needs;

  std::string when(const Interval& when) const {
    const auto site = plan.evening.site;
    const auto times = time_words(kernel, say, site, when);
    return plan.dates.size() < 2 ? times : say.short_day(kernel.calendar.date_of(site, when.starts())) + say.say(", ") + times;
  }
  std::string card(HouseholdId household) const { return "/admin/evenings/" + plan.evening.id.text() + "/families/" + household.text(); }
};

/// Appointments of families who need an interpreter, those without one first.
Value::List interpreted(const Needed& n, std::vector<Appointment> booked) {
  std::erase_if(booked, [&](const Appointment& one) {
    const auto said = n.needs.find(one.household);
    return said == n.needs.end() || said->second.interpreter.empty();
  });
  std::ranges::stable_sort(booked, {}, [](const Appointment& one) { return one.interpreter.has_value(); });
  Value::List list;
  for (const auto& one : booked) {
    const auto* desk = n.plan.desk(one.desk);
    const auto found = std::ranges::find(n.plan.interpreters, one.interpreter, [](const Interpreter& other) { return std::optional(other.id); });
    const bool has = found != n.plan.interpreters.end();
    list.push_back(Value::Map{{"when", n.when(one.when)}, {"language", n.needs.at(one.household).interpreter}, {"family", names_of(n.say, n.people, one.household)},
                              {"card", n.card(one.household)}, {"teacher", n.people.name(same_person<PersonId>(one.teacher))},
                              {"place", desk == nullptr ? "" : place_words(n.say, n.rooms, *desk)},
                              {"who", has ? interpreter_name(n.kernel, n.say, n.people, n.plan.evening.site, *found) : ""}, {"has", has}});
  }
  return list;
}

/// Desks with steps that families need who cannot climb them: where they have a time, or the teacher has no other desk.
Value::List without_a_way(const Needed& n, const std::vector<Appointment>& booked) {
  std::map<DeskId, std::set<HouseholdId>> all;
  const auto add = [&](const Desk* desk, HouseholdId household) {
    if (desk != nullptr && !desk->away && !is_step_free(n.plan, n.rooms, *desk)) all[desk->id].insert(household);
  };
  const auto needs = [&](HouseholdId household) { return n.needs.contains(household) && n.needs.at(household).step_free; };
  for (const auto& one : booked) {
    if (needs(one.household)) add(n.plan.desk(one.desk), one.household);
  }
  for (const auto& [household, said] : n.needs) {
    for (const auto* student : said.step_free ? children(n.plan, n.people, household) : std::vector<const Student*>()) {
      for (const auto& pairing : pairings(n.plan, n.people, student->id)) {
        const auto desks = n.plan.desks_of(pairing.teacher);
        const bool reached = std::ranges::any_of(desks, [&](const Desk* desk) { return is_step_free(n.plan, n.rooms, *desk); });
        for (const auto* desk : reached ? std::vector<const Desk*>() : desks) add(desk, household);
      }
    }
  }
  Value::List list;
  for (const auto& [id, households] : all) {
    const auto& desk = *n.plan.desk(id);
    Value::List families;
    for (const auto household : households) families.push_back(Value::Map{{"name", names_of(n.say, n.people, household)}, {"card", n.card(household)}});
    list.push_back(Value::Map{{"teachers", teachers_words(n.say, n.people, desk)}, {"place", place_words(n.say, n.rooms, desk)},
                              {"link", "/admin/evenings/" + n.plan.evening.id.text() + "/desks/" + id.text()}, {"families", std::move(families)}});
  }
  return list;
}

Value::List staff(const People& people, const std::string& chosen) {
  Value::List list;
  for (const auto* teacher : people.teachers()) {
    list.push_back(Value::Map{{"id", teacher->id.text()}, {"words", teacher->shown()}, {"chosen", teacher->id.text() == chosen}});
  }
  return list;
}

std::vector<Appointment> booked(std::vector<Appointment> all) {
  std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  return all;
}

}  // namespace

void OfficeInterpreters::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/interpreters", [this](const Request& request) { return show(request); },
                   [this](const Request& request) { return set(request); });
  add_office_route(routes, "/admin/evenings/{evening}/interpreters.pdf", [this](const Request& request) { return lists(request); });
}

Value::List OfficeInterpreters::interpreters(const Request& request, const Plan& plan, const std::vector<Appointment>& all) const {
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  Value::List list;
  for (const auto& one : plan.interpreters) {
    std::string times;
    for (const auto& time : one.times) {
      const auto clock = time_words(office_.kernel, say, request.actor.site, time.when);
      const auto day = plan.dates.size() < 2 ? "" : say.short_day(office_.kernel.calendar.date_of(request.actor.site, time.when.starts())) + say.say(", ");
      times += (times.empty() ? "" : " · ") + day + clock;
    }
    const auto count = std::ranges::count(all, std::optional(one.id), &Appointment::interpreter);
    list.push_back(Value::Map{{"id", one.id.text()}, {"name", interpreter_name(office_.kernel, say, *people, request.actor.site, one)},
                              {"languages", one.languages}, {"times", times.empty() ? say.say("at no date") : times},
                              {"appointments", say.say_many("{count} appointment", "{count} appointments", count)}});
  }
  return list;
}

Response OfficeInterpreters::form(const Request& request, const Plan& plan, const std::string& fault) const {
  const auto& kernel = office_.kernel;
  const auto people = kernel.directory.people(request.actor.site);
  const auto rooms = kernel.rooms.rooms(request.actor.site);
  const auto all = booked(office_.setup.appointments(plan.evening.id));
  const Needed needed{kernel, *request.say, plan, *people, *rooms, needs_known(kernel, plan.evening)};
  auto rows = interpreted(needed, all), steps = without_a_way(needed, all);
  auto named = interpreters(request, plan, all);
  const auto missing = std::ranges::count_if(rows, [](const Value& row) { return !row.boolean_or("has"); });
  Value::Map values{{"any_named", !named.empty()}, {"named", std::move(named)}, {"any_needed", !rows.empty()}, {"needed", std::move(rows)},
                    {"missing", missing == 0 ? "" : request.say->say_many("{count} appointment has no interpreter yet.", "{count} appointments have no interpreter yet.", missing)},
                    {"any_steps", !steps.empty()}, {"steps", std::move(steps)}, {"staff", staff(*people, request.form.get("teacher"))},
                    {"windows", window_fields(kernel, *request.say, plan, request.form)}, {"name", request.form.get("name")},
                    {"languages", request.form.get("languages")}, {"done", request.query.has("done") ? request.say->say("Saved.") : ""},
                    {"faulty", !fault.empty()}, {"faults", Value::List{Value::Map{{"field", "languages"}, {"words", fault}}}}};
  return office_.page(request, plan, "interpreters", request.say->say("Interpreters and other needs"), std::move(values), fault.empty() ? 200 : 400);
}

Response OfficeInterpreters::show(const Request& request) const {
  const auto plan = office_.plan(request);
  return plan ? form(request, *plan, "") : office_.not_found(request);
}

/// Nothing where the form names nobody, no language or no time.
std::optional<Interpreter> OfficeInterpreters::typed(const Request& request, const Plan& plan) const {
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto& name = request.form.get("name");
  Interpreter one{.id = InterpreterId::random(), .teacher = TeacherId::parse(request.form.get("teacher")), .author = request.actor.person,
                  .languages = request.form.get("languages")};
  if (one.teacher && people->teacher(*one.teacher) == nullptr) one.teacher.reset();
  const bool fine = (one.teacher || !name.empty()) && name.size() <= kLongestName && one.languages.size() <= kLongestLanguages;
  if (!fine || languages_in(one.languages).empty()) return std::nullopt;
  if (!one.teacher) one.name = office_.kernel.privacy.seal(request.actor.site, one.author, interpreter_place(one.id), name);
  for (const auto& window : windows_of(office_.kernel, plan, request.form)) {
    const auto date = std::ranges::find_if(plan.dates, [&](const EveningDate& other) { return other.when.overlaps(window); });
    if (date != plan.dates.end()) one.times.push_back({date->id, window, std::nullopt});
  }
  return one.times.empty() ? std::nullopt : std::optional(std::move(one));
}

Response OfficeInterpreters::set(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  Act act{.after = *plan};
  auto& all = act.after.interpreters;
  if (const auto gone = InterpreterId::parse(request.form.get("remove"))) {
    std::erase_if(all, [&](const Interpreter& one) { return one.id == *gone; });
  } else {
    auto one = typed(request, *plan);
    if (!one) return form(request, *plan, request.say->say("Say who it is, at least one language, and from when to when."));
    all.push_back(*std::move(one));
    std::ranges::sort(all, {}, &Interpreter::id);
  }
  return office_.perform(request, *plan, act, {.title = request.say->say("Interpreters and other needs"), .sentence = "", .button = request.say->say("Save"),
                                               .back = office_link(plan->evening.id) + "/interpreters"});
}

Response OfficeInterpreters::lists(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& kernel = office_.kernel;
  const auto people = kernel.directory.people(request.actor.site);
  const auto rooms = kernel.rooms.rooms(request.actor.site);
  const auto all = office_.setup.appointments(plan->evening.id);
  std::vector<Sheet> sheets;
  for (const auto& one : plan->interpreters) sheets.push_back(interpreter_list({kernel, *request.say, *plan, *people, *rooms}, one, all));
  if (sheets.empty()) return office_.not_found(request);
  note_export(kernel, request.actor, plan->evening.id, "interpreters");
  return Response{.content_type = "application/pdf", .body = kernel.paper.pdf(plan->evening.title, sheets),
                  .headers = {{"Content-Disposition", "attachment; filename=\"interpreters.pdf\""}}};
}

}  // namespace lodge::parents_evening
