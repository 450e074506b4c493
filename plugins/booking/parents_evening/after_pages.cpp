#include "after_pages.h"

#include "appointments.h"
#include "csv.h"
#include "reach.h"
#include "settings.h"
#include "words.h"

#include <lodge/iso8601.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr int kBarWidth = 400, kBarHeight = 26, kNames = 190;  // of the drawing's own units
constexpr std::size_t kMostNotSeen = 300;

void count(Turnout& turnout, const Appointment& one) {
  ++turnout.booked;
  turnout.came += one.attended == Attended::came ? 1 : 0;
  turnout.missed += one.attended == Attended::missed ? 1 : 0;
}

std::vector<Appointment> booked_of(const Kernel& kernel, EveningId evening) {
  auto all = kernel.database.read([&](Reader& reader) { return of_evening(reader, evening); });
  std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  return all;
}

/// One line of the table and of the drawing: three lengths that add up to the longest line's share of the width.
Value::Map line(const Say& say, const std::string& name, const Turnout& turnout, int most, std::size_t nth) {
  const auto length = [&](int number) { return most == 0 ? 0 : number * kBarWidth / most; };
  const auto came = length(turnout.came), missed = length(turnout.missed), unknown = length(turnout.unknown());
  const auto top = static_cast<int>(nth) * kBarHeight;
  return {{"name", name}, {"booked", turnout.booked}, {"came", turnout.came}, {"missed", turnout.missed}, {"unknown", turnout.unknown()},
          {"share", turnout.came + turnout.missed == 0 ? "" : std::to_string(100 * turnout.came / (turnout.came + turnout.missed)) + " %"},
          {"words", say.say("{came} came, {missed} did not, {unknown} not noted", {{"came", std::to_string(turnout.came)}, {"missed", std::to_string(turnout.missed)},
                                                                                      {"unknown", std::to_string(turnout.unknown())}})},
          {"y", top}, {"text_y", top + 16}, {"came_width", came}, {"missed_x", kNames + came}, {"missed_width", missed},
          {"unknown_x", kNames + came + missed}, {"unknown_width", unknown}, {"figure_x", kNames + came + missed + unknown + 6}};
}

/// Bars and their figures, under the heading of that id.
template <class Key>
Value::Map table(const Say& say, std::string heading, const std::map<Key, std::pair<std::string, Turnout>>& by) {
  int most = 0;
  for (const auto& [key, one] : by) most = std::max(most, one.second.booked);
  Value::List rows;
  for (const auto& [key, one] : by) rows.push_back(line(say, one.first, one.second, most, rows.size()));
  const auto height = static_cast<int>(rows.size()) * kBarHeight;
  return {{"heading", std::move(heading)}, {"rows", std::move(rows)}, {"height", height}};
}

}  // namespace

void AfterPages::add_routes(Routes& routes) const {
  const std::string base = "/admin/evenings/{evening}/after";
  routes.add({.method = Method::get, .pattern = base, .permission = kManage, .handler = [this](const Request& request) { return after(request); }});
  routes.add({.method = Method::get, .pattern = base + ".csv", .permission = kManage, .handler = [this](const Request& request) { return csv(request); }});
}

std::shared_ptr<const Plan> AfterPages::plan(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  return id ? night_.find(request.actor.site, *id) : nullptr;
}

/// Families that were invited and came to nobody.
Value::List AfterPages::not_seen(const Request& request, const Plan& plan, const std::vector<Appointment>& all) const {
  const auto people = kernel_.directory.people(request.actor.site);
  std::set<HouseholdId> seen, had;
  for (const auto& one : all) {
    had.insert(one.household);
    if (one.attended == Attended::came || one.arrived_at) seen.insert(one.household);
  }
  Value::List rows;
  for (const auto& [household, students] : families(plan, *people)) {
    if (seen.contains(household)) continue;
    std::string names;
    for (const auto student : students) names += (names.empty() ? "" : ", ") + people->name(same_person<PersonId>(student));
    rows.push_back(Value::Map{{"families", names_of(*request.say, *people, household)}, {"students", names}, {"had", had.contains(household)}});
  }
  return rows;
}

Response AfterPages::after(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto people = kernel_.directory.people(request.actor.site);
  const auto all = booked_of(kernel_, found->evening.id);
  Turnout whole;
  std::map<std::pair<std::string, TeacherId>, std::pair<std::string, Turnout>> by_teacher;
  std::map<int, std::pair<std::string, Turnout>> by_year;
  for (const auto& one : all) {
    const auto* teacher = people->teacher(one.teacher);
    const auto* student = people->student(one.student);
    const auto year = student == nullptr ? -9 : student->year_group.value_or(-9);
    auto& of_teacher = by_teacher[{teacher == nullptr ? "" : teacher->surname, one.teacher}];
    of_teacher.first = people->name(same_person<PersonId>(one.teacher));
    auto& of_year = by_year[year];
    of_year.first = year == -9 ? say.say("No year") : say.say("Year {year}", {{"year", std::to_string(year)}});
    for (auto* turnout : {&whole, &of_teacher.second, &of_year.second}) count(*turnout, one);
  }
  auto rows = not_seen(request, *found, all);
  const auto unseen = static_cast<std::int64_t>(rows.size());
  if (rows.size() > kMostNotSeen) rows.resize(kMostNotSeen);
  const Value values = Value::Map{{"evening", "/admin/evenings/" + found->evening.id.text()}, {"evening_title", found->evening.title},
                                  {"none", all.empty()}, {"whole", line(say, "", whole, whole.booked, 0)},
                                  {"teachers", table(say, "by-teacher", by_teacher)}, {"years", table(say, "by-year", by_year)},
                                  {"unseen", say.say_many("{count} family was not seen", "{count} families were not seen", unseen)},
                                  {"not_seen", std::move(rows)}};
  return kernel_.pages.page(request, "parents_evening/after", say.say("How it went"), values);
}

Response AfterPages::csv(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto people = kernel_.directory.people(request.actor.site);
  const auto& say = *request.say;
  std::string text = "\xEF\xBB\xBF";  // without it a well-known spreadsheet takes UTF-8 for something else
  for (const auto& head : {say.say("Date"), say.say("Time"), say.say("Teacher"), say.say("Student"), say.say("Class"), say.say("Family"), say.say("Arrived")}) {
    text += csv_cell(head) + ",";
  }
  text += csv_cell(say.say("Attendance")) + "\r\n";
  for (const auto& one : booked_of(kernel_, found->evening.id)) {
    const auto* student = people->student(one.student);
    const auto site = request.actor.site;
    text += csv_cell(date_text(kernel_.calendar.date_of(site, one.when.starts()))) + "," + csv_cell(minutes_text(kernel_.calendar.minutes_of(site, one.when.starts()))) + "," +
            csv_cell(people->name(same_person<PersonId>(one.teacher))) + "," + csv_cell(people->name(same_person<PersonId>(one.student))) + "," +
            csv_cell(student == nullptr ? "" : student->registration_class) + "," + csv_cell(names_of(say, *people, one.household)) + "," +
            csv_cell(one.arrived_at ? minutes_text(kernel_.calendar.minutes_of(site, *one.arrived_at)) : "") + "," + csv_cell(std::string(word(one.attended))) + "\r\n";
  }
  return Response{.content_type = "text/csv; charset=utf-8", .body = std::move(text),
                  .headers = {{"Content-Disposition", "attachment; filename=\"attendance.csv\""}}};
}

}  // namespace lodge::parents_evening
