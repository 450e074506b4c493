#include "office_make.h"

#include "interpreters.h"
#include "shown.h"

#include <lodge/iso8601.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::size_t kLongestTitle = 200;
constexpr minutes kFrom = std::chrono::hours(16), kTo = std::chrono::hours(19), kOpens = std::chrono::hours(18), kCloses = std::chrono::hours(12);
constexpr minutes kSlot{10};

/// The Thursday of the week after next week's beginning: time for letters.
LocalDate thursday_week(LocalDate today) {
  const auto day = std::chrono::sys_days(today);
  const auto to_thursday = std::chrono::Thursday - std::chrono::weekday(day);
  return day + to_thursday + days(7);
}

std::optional<Instant> moment(const Calendar& calendar, SiteId site, LocalDate date, minutes time) {
  const auto when = calendar.instant(site, date, time);
  return when ? std::optional(*when) : std::nullopt;
}

/// Tutors count where the school has such groups.
std::vector<std::string> usual_staff(const People& people) {
  const bool any = std::ranges::any_of(people.groups(), [](const Group& group) { return group.name.starts_with("Tutor group"); });
  return any ? std::vector<std::string>{"Tutor group*"} : std::vector<std::string>{};
}

bool fits_title(std::string_view title) { return !title.empty() && title.size() <= kLongestTitle; }

}  // namespace

void OfficeMake::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings", [this](const Request& request) { return list(request); });
  add_office_route(routes, "/admin/evenings/new", [this](const Request& request) { return form(request); },
                   [this](const Request& request) { return make(request); });
  add_office_route(routes, "/admin/evenings/{evening}/copy", [this](const Request& request) { return ask_to_copy(request); },
                   [this](const Request& request) { return copy(request); });
}

Response OfficeMake::list(const Request& request) const {
  const auto& say = *request.say;
  const auto now = office_.kernel.clock.now();
  Value::List evenings;
  for (const auto& evening : office_.setup.all(request.actor.site)) {
    const auto plan = office_.setup.find(request.actor.site, evening.id);
    evenings.push_back(Value::Map{{"link", office_link(evening.id)},
                                  {"title", evening.title},
                                  {"day", plan->held_dates().empty() ? say.say("No date yet") : say.full_day(plan->held_dates().front().date)},
                                  {"state", state_words(say, *plan, now)}});
  }
  Value::Map values{{"none", evenings.empty()}, {"evenings", std::move(evenings)}};
  return office_.kernel.pages.page(request, "parents_evening/evenings", say.say("Parents' evenings"), values);
}

DateWish OfficeMake::usual_date(const Request& request) const {
  const auto today = office_.kernel.calendar.date_of(request.actor.site, office_.kernel.clock.now());
  return {thursday_week(today), kFrom, kTo, Mode::in_person, kSlot};
}

Plan OfficeMake::usual(const Request& request) const {
  const auto& calendar = office_.kernel.calendar;
  const auto site = request.actor.site;
  const auto now = office_.kernel.clock.now();
  const auto date = std::chrono::sys_days(usual_date(request).date);
  Plan plan{.evening = {.id = EveningId::random(), .site = site}, .audience = {}, .staggered = {}, .early = {}, .dates = {}, .desks = {}};
  plan.evening.created_at = now;
  plan.evening.opens_at = moment(calendar, site, std::chrono::sys_days(calendar.date_of(site, now)) + days(1), kOpens);
  plan.evening.closes_at = moment(calendar, site, date, kCloses);
  plan.evening.seed = new_seed(now);
  plan.audience.staff_groups = usual_staff(*office_.kernel.directory.people(site));
  return plan;
}

Response OfficeMake::form(const Request& request) const { return show_form(request, usual(request), usual_date(request), {}); }

Response OfficeMake::show_form(const Request& request, const Plan& typed, const DateWish& wish, const OfficeFaults& faults) const {
  const auto& calendar = office_.kernel.calendar;
  const auto site = request.actor.site;
  auto values = audience_values(*office_.kernel.directory.people(site), typed.audience);
  values.merge(date_values(*request.say, wish));
  values["title"] = typed.evening.title;
  values["class_teachers"] = typed.evening.class_teachers;
  values["opens_at"] = moment_text(calendar, site, typed.evening.opens_at);
  values["closes_at"] = moment_text(calendar, site, typed.evening.closes_at);
  values["form_token"] = request.form_token;
  faults.put_into(values);
  return office_.kernel.pages.page(request, "parents_evening/new", request.say->say("A new parents' evening"), values, faults.any() ? 400 : 200);
}

Response OfficeMake::make(const Request& request) const {
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  const auto site = request.actor.site;
  const auto people = kernel.directory.people(site);
  auto plan = usual(request);
  plan.evening.title = request.form.get("title");
  plan.evening.class_teachers = request.form.has("class_teachers");
  plan.evening.opens_at = read_moment(kernel.calendar, site, request.form.get("opens_at"));
  plan.evening.closes_at = read_moment(kernel.calendar, site, request.form.get("closes_at"));
  plan.audience = read_audience(request.form);
  const auto wish = read_date(request.form);
  const auto date = wish ? make_date(kernel.calendar, site, *wish, kernel.clock.now()) : std::unexpected(UnfitDate::ends_before_starts);
  OfficeFaults faults;
  if (!fits_title(plan.evening.title)) faults.add("title", say.say("Please give the evening a name of up to 200 characters."));
  if (!date) faults.add("date", sentence(say, date.error()));
  if (families(plan, *people).empty()) faults.add("who", say.say("Please choose who comes: no family is invited yet."));
  if (faults.any()) return show_form(request, plan, wish.value_or(usual_date(request)), faults);
  plan.dates.push_back(*date);
  seat_everybody(plan, *people, date->id);
  return created(request, plan, "/admin/evenings/new");
}

Response OfficeMake::created(const Request& request, const Plan& plan, const std::string& back) const {
  const auto made = office_.setup.create(request.actor, plan);
  if (!made) return office_.refused(request, plan, made.error(), back);
  std::string rooms;
  for (const auto& clash : made->left_out) {
    const auto room = room_of(clash.taken.wanted.resource);
    if (office_.kernel.rooms.rooms(request.actor.site)->room(room) != nullptr) rooms += (rooms.empty() ? "&rooms=" : ",") + room.text();
  }
  return Response::see_other(office_link(plan.evening.id) + "?done=made" + rooms);
}

Response OfficeMake::ask_to_copy(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  auto first = plan->held_dates().empty() ? usual_date(request).date : plan->held_dates().front().date;
  const auto today = office_.kernel.calendar.date_of(request.actor.site, office_.kernel.clock.now());
  do {
    first = std::chrono::sys_days(first) + std::chrono::weeks(52);
  } while (std::chrono::sys_days(first) <= std::chrono::sys_days(today));
  return office_.page(request, *plan, "copy", request.say->say("The same evening again"),
                      {{"title", plan->evening.title}, {"first", date_text(first)}, {"desks", plan->desks.size()}});
}

namespace {

/// Those of last time who are here still, at the same times of day; a name is sealed anew, to whoever copies.
void copy_interpreters(const Kernel& kernel, const Actor& actor, const Plan& last, Plan& plan) {
  const auto people = kernel.directory.people(actor.site);
  for (auto one : last.interpreters) {
    if (one.teacher && people->teacher(*one.teacher) == nullptr) continue;
    const auto name = one.name.empty() ? std::nullopt : kernel.privacy.open(actor.site, one.author, interpreter_place(one.id), one.name);
    one.id = InterpreterId::random();
    one.author = actor.person;
    one.name = name ? kernel.privacy.seal(actor.site, actor.person, interpreter_place(one.id), *name) : "";
    std::vector<InterpreterTime> times;
    std::size_t nth = 0;
    for (const auto& before : dates_again(last)) {
      const auto& date = plan.dates.at(nth++);
      const auto by = date.when.starts() - before.when.starts();
      for (const auto& time : one.times) {
        if (time.date == before.id) times.push_back({date.id, *Interval::make(time.when.starts() + by, time.when.ends() + by), std::nullopt});
      }
    }
    one.times = std::move(times);
    if (!one.times.empty()) plan.interpreters.push_back(std::move(one));
  }
  std::ranges::sort(plan.interpreters, {}, &Interpreter::id);
}

}  // namespace

Response OfficeMake::copy(const Request& request) const {
  const auto& say = *request.say;
  const auto last = office_.plan(request);
  if (!last) return office_.not_found(request);
  const auto& kernel = office_.kernel;
  const auto first = parse_date(request.form.get("first"));
  auto plan = first ? copy_of(*last, kernel.calendar, *kernel.directory.people(request.actor.site), *first, kernel.clock.now())
                    : std::unexpected(UnfitDate::past);
  OfficeFaults faults;
  if (!plan) faults.add("first", sentence(say, plan.error()));
  if (!fits_title(request.form.get("title"))) faults.add("title", say.say("Please give the evening a name of up to 200 characters."));
  if (faults.any()) {
    Value::Map values{{"title", request.form.get("title")}, {"first", request.form.get("first")}, {"desks", last->desks.size()}};
    faults.put_into(values);
    return office_.page(request, *last, "copy", say.say("The same evening again"), std::move(values), 400);
  }
  plan->evening.title = request.form.get("title");
  copy_interpreters(kernel, request.actor, *last, *plan);
  seat_newcomers(*plan, *kernel.directory.people(request.actor.site), kernel.clock.now());
  return created(request, *plan, office_link(last->evening.id) + "/copy");
}

}  // namespace lodge::parents_evening
