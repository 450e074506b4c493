#include "teacher_pages.h"

#include "appointments.h"
#include "printed.h"
#include "reach.h"
#include "settings.h"
#include "shown.h"
#include "store.h"
#include "words.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {

void TeacherPages::add_routes(Routes& routes) const {
  const auto add = [&](Method method, const std::string& pattern, auto handler) {
    routes.add({.method = method, .pattern = "/staff/evenings" + pattern, .permission = kTeach,
                .handler = [this, handler](const Request& request) { return (this->*handler)(request); }});
  };
  add(Method::get, "", &TeacherPages::evenings);
  add(Method::get, "/{evening}", &TeacherPages::list);
  add(Method::get, "/{evening}/list.pdf", &TeacherPages::paper);
  add(Method::post, "/{evening}/late", &TeacherPages::late);
  add(Method::post, "/{evening}/attendance", &TeacherPages::attendance);
  add(Method::get, "/{evening}/requests", &TeacherPages::requests);
  add(Method::post, "/{evening}/requests", &TeacherPages::ask);
  add(Method::get, "/{evening}/book", &TeacherPages::choose);
  add(Method::post, "/{evening}/book", &TeacherPages::book);
}

std::optional<TeacherPages::Opened> TeacherPages::open(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  const auto plan = id ? night_.find(request.actor.site, *id) : nullptr;
  if (!plan) return std::nullopt;
  const auto& fields = request.method == Method::post ? request.form : request.query;
  const auto named = PersonId::parse(fields.get("teacher"));
  const auto whose = named.value_or(request.actor.person);
  if (whose != request.actor.person && !kernel_.access.may(request.actor, kManage)) return std::nullopt;
  Opened opened{plan, kernel_.directory.people(request.actor.site), whose, "", "/staff/evenings/" + id->text(), ""};
  if (whose != request.actor.person) opened.other = whose.text();
  opened.link = opened.base + (opened.other.empty() ? "" : "?teacher=" + opened.other);
  return opened;
}

Value::Map TeacherPages::frame(const Request& request, const Opened& opened) const {
  return {{"form_token", request.form_token},
          {"base", opened.base},
          {"link", opened.link},
          {"teacher", opened.other},
          {"teacher_id", opened.other},
          {"whose", opened.other.empty() ? "" : opened.people->name(opened.whose)},
          {"and_teacher", opened.other.empty() ? "" : "&teacher=" + opened.other},
          {"only_teacher", opened.other.empty() ? "" : "?teacher=" + opened.other},
          {"evening_title", opened.plan->evening.title}};
}

Response TeacherPages::evenings(const Request& request) const {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  const auto all = kernel_.database.read([&](Reader& reader) { return parents_evening::evenings(reader, site); });
  const auto now = kernel_.clock.now();
  Value::List rows, past;
  for (const auto& evening : all) {
    const auto plan = night_.find(site, evening.id);
    if (!plan || desks_run_by(*plan, request.actor.person).empty()) continue;
    const auto sittings = tonight(*plan, now);
    if (sittings.empty()) continue;
    std::vector<std::string> times;
    for (const auto* one : sittings) times.push_back(say.times(one->from, one->to));
    auto& list = plan->ends() < now ? past : rows;
    list.push_back(Value::Map{{"title", evening.title},
                              {"link", "/staff/evenings/" + evening.id.text()},
                              {"day", say.say("{day}, {times}", {{"day", say.full_day(sittings.front()->date)}, {"times", listed(say, times)}})},
                              {"state", evening.state == EveningState::cancelled ? say.say("Called off") : ""}});
  }
  const bool none = rows.empty() && past.empty();
  return kernel_.pages.page(request, "parents_evening/my_evenings", say.say("My evenings"),
                            Value::Map{{"rows", std::move(rows)}, {"past", std::move(past)}, {"none", none}});
}

std::vector<DeskNight> TeacherPages::desks(const Opened& opened) const {
  const auto run = desks_run_by(*opened.plan, opened.whose);
  return kernel_.database.read([&](Reader& reader) {
    std::vector<DeskNight> all;
    for (const auto* desk : run) all.push_back(desk_night(kernel_, reader, *opened.plan, *desk));
    return all;
  });
}

/// What families have with the teacher, under whichever name of those who sit together: every screen of a teacher asks each
/// few seconds, so not the whole evening is read.
std::vector<Appointment> TeacherPages::with(const Plan& plan, const People& people, TeacherId teacher) const {
  std::vector<Appointment> all;
  kernel_.database.read([&](Reader& reader) {
    all.clear();
    for (const auto* desk : plan.desks_of(teacher)) std::ranges::move(at_desk(reader, desk->id), std::back_inserter(all));
  });
  std::erase_if(all, [&](const Appointment& one) {
    const auto seen = seen_at(plan, people, one.student, one.teacher, *plan.desk(one.desk));
    return std::ranges::find(seen, teacher) == seen.end() || !one.live(kernel_.clock.now());
  });
  return all;
}

Value::List TeacherPages::missing(const Request& request, const Opened& opened) const {
  const auto& plan = *opened.plan;
  Value::List rows;
  for (const auto teacher : teaches_as(plan, opened.whose)) {
    for (const auto& one : not_booked(plan, *opened.people, teacher, with(plan, *opened.people, teacher))) {
      const auto* student = opened.people->student(one.student);
      rows.push_back(Value::Map{{"student", opened.people->name(same_person<PersonId>(one.student))},
                                {"class", student->registration_class},
                                {"families", names_of(*request.say, *opened.people, one.household)},
                                {"book", opened.base + "/book?student=" + one.student.text() + "&household=" + one.household.text() +
                                             "&for=" + teacher.text() + (opened.other.empty() ? "" : "&teacher=" + opened.other)}});
    }
  }
  return rows;
}

Response TeacherPages::list(const Request& request) const {
  const auto opened = open(request);
  if (!opened) return sorry(request);
  const auto& say = *request.say;
  const auto& evening = opened->plan->evening;
  const auto now = kernel_.clock.now();
  auto values = frame(request, *opened);
  Value::List desks;
  for (const auto& one : this->desks(*opened)) {
    auto desk = desk_values(kernel_, say, *opened->plan, one, now);
    desk["running"] = one.desk->when(0, one.desk->slots).ends() + kLingers > now && one.desk->starts - std::chrono::hours(12) < now;
    desk["attendance"] = one.desk->starts <= now && now < one.desk->starts + kAttendanceNoted;
    desks.push_back(std::move(desk));
  }
  if (desks.empty() && !opened->other.empty()) return sorry(request);
  values["none"] = desks.empty();
  values["desks"] = std::move(desks);
  auto rows = missing(request, *opened);
  values["missing_count"] = say.say_many("{count} family has not booked", "{count} families have not booked", static_cast<std::int64_t>(rows.size()));
  values["any_missing"] = evening.state == EveningState::published && !rows.empty();
  values["missing"] = std::move(rows);
  values["requests"] = evening.requests_from && *evening.requests_from <= now && opened->plan->ends() > now;
  values["cancelled"] = evening.state == EveningState::cancelled;
  values["booked"] = request.query.get("done") == "booked";
  auto page = kernel_.pages.page(request, "parents_evening/my_evening", evening.title, values);
  const auto tag = entity_tag(page.body);
  if (names_tag(request.if_none_match, tag)) return Response{.status = 304, .content_type = "", .body = "", .headers = {{"ETag", tag}}};
  return std::move(page).with("ETag", tag);
}

Response TeacherPages::paper(const Request& request) const {
  const auto opened = open(request);
  if (!opened) return sorry(request);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  std::vector<Sheet> sheets;
  const Printing printing{kernel_, *request.say, *opened->plan, *opened->people, *rooms, {}};
  for (const auto& one : desks(*opened)) sheets.push_back(desk_list(printing, one));
  if (sheets.empty()) return sorry(request);
  return Response{.content_type = "application/pdf", .body = kernel_.paper.pdf(opened->plan->evening.title, sheets),
                  .headers = {{"Content-Disposition", "attachment; filename=\"my-evening.pdf\""}}};
}

Response TeacherPages::late(const Request& request) const {
  const auto opened = open(request);
  const auto desk = DeskId::parse(request.form.get("desk"));
  const auto& text = request.form.get("minutes");
  int minutes = -1;
  std::from_chars(text.data(), text.data() + text.size(), minutes);
  if (!opened || !desk || !night_.say_late(request.actor, *opened->plan, *desk, std::chrono::minutes(minutes))) return sorry(request);
  return Response::see_other(opened->link);
}

Response TeacherPages::attendance(const Request& request) const {
  const auto opened = open(request);
  const auto booking = BookingId::parse(request.form.get("booking"));
  const auto attended = parse<Attended>(request.form.get("attended"));
  if (!opened || !booking || !attended || !night_.mark(request.actor, *opened->plan, *booking, *attended)) return sorry(request);
  return Response::see_other(opened->link);
}

}  // namespace lodge::parents_evening
