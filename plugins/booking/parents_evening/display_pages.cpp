#include "display_pages.h"

#include "appointments.h"
#include "settings.h"
#include "shown.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kRowsAtOnce = 7;  // what can be read from ten metres on a screen of a metre
constexpr std::size_t kLongestName = 80;

struct Line {
  std::string teacher;
  const Desk* desk;
};

/// Tonight's desks where people walk to; without the sittings that everybody has left, unless that is all of them.
std::vector<const Desk*> walked_to(const Plan& plan, Instant now) {
  auto sittings = tonight(plan, now);
  const auto is_left = [&](const EveningDate* one) { return one->when.ends() + kGoing <= now; };
  if (!std::ranges::all_of(sittings, is_left)) std::erase_if(sittings, is_left);
  std::vector<const Desk*> all;
  for (const auto& desk : plan.desks) {
    if (desk.away || desk.mode == Mode::online || desk.mode == Mode::telephone) continue;
    if (std::ranges::find(sittings, desk.date, &EveningDate::id) != sittings.end()) all.push_back(&desk);
  }
  return all;
}

/// Where its teachers sit at two sittings of a day: whether this is the desk that is on, or comes next, or was the last.
bool is_turn_of(const Desk& desk, const std::vector<const Desk*>& all, Instant now) {
  const auto is_over = [&](const Desk& one) { return one.when(0, one.slots).ends() + late_by(one, now) <= now; };
  return std::ranges::none_of(all, [&](const Desk* other) {
    const bool shares = std::ranges::any_of(desk.teachers, [&](const DeskTeacher& one) { return other->has(one.teacher); });
    if (!shares || other == &desk) return false;
    return other->starts < desk.starts ? !is_over(*other) : is_over(desk);
  });
}

/// One line a teacher, by the name that families look for.
std::vector<Line> lines_of(const Say& say, const People& people, const Plan& plan, Instant now) {
  const auto desks = walked_to(plan, now);
  std::vector<Line> all;
  for (const auto* desk : desks) {
    if (is_turn_of(*desk, desks, now)) all.push_back({teachers_words(say, people, *desk), desk});
  }
  const auto key = [&](const Line& line) {
    const auto* first = line.desk->teachers.empty() ? nullptr : people.teacher(line.desk->teachers.front().teacher);
    return std::tuple(first == nullptr ? "" : first->surname, line.teacher, line.desk->id);
  };
  std::ranges::sort(all, {}, key);
  return all;
}

/// Whether families look for it here today in vain: no sitting of today is held.
bool is_off_today(const Plan& plan, LocalDate today) {
  const auto is_today = [&](const EveningDate& date) { return date.date == today; };
  return std::ranges::any_of(plan.dates, is_today) && std::ranges::none_of(plan.held_dates(), is_today);
}

std::size_t asked_page(const Request& request) {
  const auto& text = request.query.get("page");
  std::size_t page = 1;
  std::from_chars(text.data(), text.data() + text.size(), page);
  return page;
}

}  // namespace

void DisplayPages::add_routes(Routes& routes) const {
  const auto add = [&](Method method, const std::string& pattern, const Permission& permission, auto handler) {
    routes.add({.method = method, .pattern = pattern, .permission = permission,
                .handler = [this, handler](const Request& request) { return (this->*handler)(request); }});
  };
  add(Method::get, "/display/evenings/{token}", kAnybody, &DisplayPages::hall);
  add(Method::get, "/admin/evenings/{evening}/displays", kManage, &DisplayPages::displays);
  add(Method::post, "/admin/evenings/{evening}/displays", kManage, &DisplayPages::make);
  add(Method::post, "/admin/evenings/{evening}/displays/{display}/remove", kManage, &DisplayPages::take_away);
}

Value::List DisplayPages::groups(const Say& say, const Plan& plan, std::size_t shown) const {
  const auto site = plan.evening.site;
  const auto people = kernel_.directory.people(site);
  const auto rooms = kernel_.rooms.rooms(site);
  const auto now = kernel_.clock.now();
  const auto lines = lines_of(say, *people, plan, now);
  auto all = kernel_.database.read([&](Reader& reader) { return of_evening(reader, plan.evening.id); });
  std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  std::map<DeskId, std::vector<Appointment>> by_desk;
  for (auto& one : all) by_desk[one.desk].push_back(one);
  Value::List groups, rows;
  const auto close = [&] {
    const auto number = groups.size() + 1;
    groups.push_back(Value::Map{{"rows", std::move(rows)}, {"number", number}, {"away", number != shown}});
    rows = {};
  };
  const auto time = [&](const Appointment* one) {
    return one == nullptr ? "" : say.time(kernel_.calendar.minutes_of(site, one->when.starts()));
  };
  for (const auto& line : lines) {
    const auto stands = standing(*line.desk, by_desk[line.desk->id], now);
    const auto late = late_by(*line.desk, now);
    rows.push_back(Value::Map{{"teacher", line.teacher}, {"place", place_words(say, *rooms, *line.desk)},
                              {"now", time(stands.current)}, {"next", time(stands.next)},
                              {"now_here", stands.current != nullptr && stands.current->arrived_at.has_value()},
                              {"next_here", stands.next != nullptr && stands.next->arrived_at.has_value()},
                              {"late", late.count() > 0 ? say.say_many("{count} minute late", "{count} minutes late", late.count()) : ""}});
    if (rows.size() == kRowsAtOnce) close();
  }
  if (!rows.empty()) close();
  return groups;
}

Response DisplayPages::hall(const Request& request) const {
  const auto opened = displays_.open(request.parts.get("token"));
  const auto plan = opened ? night_.find(opened->site, opened->evening) : nullptr;
  if (!plan) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto now = kernel_.clock.now();
  const auto today = kernel_.calendar.date_of(opened->site, now);
  const bool off = plan->evening.state == EveningState::cancelled || is_off_today(*plan, today);
  const auto sittings = tonight(*plan, now);
  if (sittings.empty() && !off) return kernel_.pages.sorry(request, 404);
  const auto page = asked_page(request);
  auto groups = off ? Value::List() : this->groups(say, *plan, page);
  const auto count = groups.size();
  if (page > std::max<std::size_t>(count, 1)) return Response::see_other(request.path);
  const Value values = Value::Map{{"title", plan->evening.title},
                                  {"language", say.language()}, {"direction", say.right_to_left() ? "rtl" : "ltr"},
                                  {"clock", say.time(kernel_.calendar.minutes_of(opened->site, now))},
                                  {"next_page", count > 1 ? std::to_string(page % count + 1) : "1"},
                                  {"pages", count > 1 ? say.say("{number} of {count}", {{"number", std::to_string(page)}, {"count", std::to_string(count)}}) : ""},
                                  {"groups", std::move(groups)}, {"none", count == 0 && !off},
                                  {"cancelled", off}, {"day", say.day(off ? today : sittings.front()->date)},
                                  {"minutes", "{minutes}"}};
  auto response = Response::html(kernel_.pages.part(say, "parents_evening/hall", values));
  const auto tag = entity_tag(response.body);
  if (names_tag(request.if_none_match, tag)) return Response{.status = 304, .content_type = "", .body = "", .headers = {{"ETag", tag}}};
  return std::move(response).with("ETag", tag).with("Cache-Control", "no-cache").with("Referrer-Policy", "no-referrer");
}

std::shared_ptr<const Plan> DisplayPages::plan(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  return id ? night_.find(request.actor.site, *id) : nullptr;
}

Response DisplayPages::displays(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  Value::List rows;
  for (const auto& made : displays_.all(request.actor.site, *found)) {
    rows.push_back(Value::Map{{"name", made.display.name}, {"path", made.path}, {"id", made.display.id.text()},
                              {"made", say.short_day(kernel_.calendar.date_of(request.actor.site, made.display.made_at))}});
  }
  const bool none = rows.empty();
  return kernel_.pages.page(request, "parents_evening/displays", say.say("Screens in the hall"),
                            Value::Map{{"rows", std::move(rows)}, {"none", none}, {"form_token", request.form_token},
                                       {"evening", "/admin/evenings/" + found->evening.id.text()}, {"evening_title", found->evening.title}});
}

Response DisplayPages::make(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  auto name = request.form.get("name");
  if (name.empty() || name.size() > kLongestName) name = request.say->say("Hall");
  displays_.make(request.actor, *found, name);
  return Response::see_other("/admin/evenings/" + found->evening.id.text() + "/displays");
}

Response DisplayPages::take_away(const Request& request) const {
  const auto found = plan(request);
  const auto id = DisplayId::parse(request.parts.get("display"));
  if (!found || !id) return kernel_.pages.sorry(request, 404);
  displays_.take_away(request.actor, *found, *id);
  return Response::see_other("/admin/evenings/" + found->evening.id.text() + "/displays");
}

}  // namespace lodge::parents_evening
