#include "after_pages.h"

#include "appointments.h"
#include "csv.h"
#include "exported.h"
#include "needs.h"
#include "reach.h"
#include "settings.h"
#include "shown.h"
#include "words.h"

#include <lodge/iso8601.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr int kBarWidth = 400, kBarHeight = 26, kNames = 190;  // of the drawing's own units

std::vector<Appointment> booked_of(const Kernel& kernel, EveningId evening) {
  auto all = kernel.database.read([&](Reader& reader) { return of_evening(reader, evening); });
  std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  return all;
}

/// One line of the table and of the drawing: three lengths that add up to the longest line's share of the width. Where
/// the parts are veiled, one length for them all.
Value::Map line(const Say& say, const TurnoutLine& one, const Veiled& figures, int most, std::size_t nth) {
  const auto& turnout = one.turnout;
  const auto length = [&](int number) { return most == 0 ? 0 : number * kBarWidth / most; };
  const bool few = figures.veiled && turnout.booked < kFew;
  const auto came = figures.veiled ? 0 : length(turnout.came), missed = figures.veiled ? 0 : length(turnout.missed);
  const auto unknown = few ? 0 : figures.veiled ? length(turnout.booked) : length(turnout.unknown());
  const auto top = static_cast<int>(nth) * kBarHeight;
  return {{"name", one.name}, {"booked", figures.booked}, {"came", figures.came}, {"missed", figures.missed}, {"unknown", figures.unknown},
          {"share", turnout.came + turnout.missed == 0 ? "" : std::to_string(100 * turnout.came / (turnout.came + turnout.missed)) + " %"},
          {"words", say.say("{came} came, {missed} did not, {unknown} not noted", {{"came", figures.came}, {"missed", figures.missed}, {"unknown", figures.unknown}})},
          {"figure", figures.veiled ? figures.booked : figures.came + " / " + figures.booked},
          {"y", top}, {"text_y", top + 16}, {"came_width", came}, {"missed_x", kNames + came}, {"missed_width", missed},
          {"unknown_x", kNames + came + missed}, {"unknown_width", unknown}, {"figure_x", kNames + came + missed + unknown + 6}};
}

enum class Show { exact, veiled };

/// Bars and their figures, under the heading of that id.
Value::Map table(const Say& say, std::string heading, const std::vector<TurnoutLine>& lines, Show show) {
  int most = 0;
  for (const auto& one : lines) most = std::max(most, one.turnout.booked);
  Value::List rows;
  bool veiled = false;
  for (const auto& one : lines) {
    const auto figures = show == Show::veiled ? veil(say, one.turnout) : exact(one.turnout);
    veiled = veiled || figures.veiled;
    rows.push_back(line(say, one, figures, most, rows.size()));
  }
  const auto height = static_cast<int>(rows.size()) * kBarHeight;
  return {{"heading", std::move(heading)}, {"rows", std::move(rows)}, {"height", height}, {"veiled", veiled}};
}

/// The file of just those tables that the page shows.
std::string figures_link(const std::string& evening, const std::string& group, Show needs) {
  return evening + "/figures.csv?group=" + percent_encoded(group) + (needs == Show::exact ? "&exact=yes" : "");
}

Response csv_file(const std::string& name, std::string text) {
  return {.content_type = "text/csv; charset=utf-8", .body = std::move(text),
          .headers = {{"Content-Disposition", "attachment; filename=\"" + name + "\""}}};
}

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // without it a well-known spreadsheet takes UTF-8 for something else

void add_row(std::string& text, std::initializer_list<std::string> cells) {
  std::string row;
  for (const auto& cell : cells) row += (row.empty() ? "" : ",") + csv_cell(cell);
  text += row + "\r\n";
}

}  // namespace

void AfterPages::add_routes(Routes& routes) const {
  const std::string base = "/admin/evenings/{evening}/after";
  routes.add({.method = Method::get, .pattern = base, .permission = kManage, .handler = [this](const Request& request) { return after(request); }});
  routes.add({.method = Method::get, .pattern = base + ".csv", .permission = kManage, .handler = [this](const Request& request) { return csv(request); }});
  routes.add({.method = Method::get, .pattern = "/admin/evenings/{evening}/figures.csv", .permission = kManage, .handler = [this](const Request& request) { return figures(request); }});
  routes.add({.method = Method::get, .pattern = "/admin/evenings/{evening}/not_seen.csv", .permission = kManage, .handler = [this](const Request& request) { return not_seen_csv(request); }});
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
    std::vector<std::string> names;
    for (const auto student : students) names.push_back(people->name(same_person<PersonId>(student)));
    rows.push_back(Value::Map{{"families", names_of(*request.say, *people, household)}, {"students", listed(*request.say, names)}, {"had", had.contains(household)}});
  }
  return rows;
}

Turnouts AfterPages::turnouts(const Request& request, const Plan& plan, const std::vector<Appointment>& all) const {
  const auto people = kernel_.directory.people(request.actor.site);
  const auto group = std::ranges::find(people->groups(), request.query.get("group"), &Group::name);
  return count_turnout(*request.say, plan, *people, all, needs_known(kernel_, plan.evening), group == people->groups().end() ? nullptr : &*group);
}

bool AfterPages::unveiled(const Request& request, const Plan& plan) const {
  if (!request.query.has("exact")) return false;
  kernel_.database.write([&](Transaction& transaction) {
    kernel_.audit.record(transaction, request.actor, {"evening.needs_seen", plan.evening.id.text(), ""});
  });
  return true;
}

Response AfterPages::after(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto people = kernel_.directory.people(request.actor.site);
  const auto all = booked_of(kernel_, found->evening.id);
  const auto counted = turnouts(request, *found, all);
  const bool unveiled = this->unveiled(request, *found);
  auto rows = not_seen(request, *found, all);
  const auto unseen = static_cast<std::int64_t>(rows.size());
  const auto& chosen = request.query.get("group");
  Value::List groups;
  for (const auto& group : people->groups()) groups.push_back(Value::Map{{"name", group.name}, {"chosen", group.name == chosen}});
  const auto link = "/admin/evenings/" + found->evening.id.text();
  const auto needs = unveiled ? Show::exact : Show::veiled;
  const Value values = Value::Map{{"evening", link}, {"evening_title", found->evening.title}, {"figures", figures_link(link, chosen, needs)},
                                  {"none", all.empty()}, {"whole", line(say, {"", counted.whole}, exact(counted.whole), counted.whole.booked, 0)},
                                  {"teachers", table(say, "by-teacher", counted.by_teacher, Show::exact)}, {"years", table(say, "by-year", counted.by_year, Show::exact)},
                                  {"any_needs", !counted.by_need.empty()},
                                  {"needs", table(say, "needs", counted.by_need, needs)},
                                  {"unveiled", unveiled}, {"groups", std::move(groups)}, {"group", chosen},
                                  {"any_unseen", unseen > 0},
                                  {"unseen", say.say_many("{count} family was not seen", "{count} families were not seen", unseen)},
                                  {"not_seen", std::move(rows)}};
  return kernel_.pages.page(request, "parents_evening/after", say.say("How it went"), values);
}

Response AfterPages::figures(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto counted = turnouts(request, *found, booked_of(kernel_, found->evening.id));
  const bool unveiled = this->unveiled(request, *found);
  std::string text(kMark);
  add_row(text, {say.say("By"), say.say("Name"), say.say("Booked"), say.say("Came"), say.say("Did not come"), say.say("Not noted")});
  const auto add_all = [&](const std::string& by, const std::vector<TurnoutLine>& lines, bool veiled) {
    for (const auto& one : lines) {
      const auto figures = veiled ? veil(say, one.turnout) : exact(one.turnout);
      add_row(text, {by, one.name, figures.booked, figures.came, figures.missed, figures.unknown});
    }
  };
  add_all(say.say("Teacher"), counted.by_teacher, false);
  add_all(say.say("Year group"), counted.by_year, false);
  add_all(say.say("Need"), counted.by_need, !unveiled);
  return csv_file("figures.csv", std::move(text));
}

Response AfterPages::csv(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  note_export(kernel_, request.actor, found->evening.id, "attendance");
  const auto people = kernel_.directory.people(request.actor.site);
  const auto& say = *request.say;
  std::string text(kMark);
  add_row(text, {say.say("Date"), say.say("Time"), say.say("Teacher"), say.say("Student"), say.say("Class"), say.say("Family"), say.say("Arrived"), say.say("Attendance")});
  for (const auto& one : booked_of(kernel_, found->evening.id)) {
    const auto* student = people->student(one.student);
    const auto site = request.actor.site;
    add_row(text, {date_text(kernel_.calendar.date_of(site, one.when.starts())), minutes_text(kernel_.calendar.minutes_of(site, one.when.starts())),
                   seen_words(say, *found, *people, one.student, one.teacher, found->desk(one.desk)), people->name(same_person<PersonId>(one.student)),
                   student == nullptr ? "" : student->registration_class, names_of(say, *people, one.household),
                   one.arrived_at ? minutes_text(kernel_.calendar.minutes_of(site, *one.arrived_at)) : "", std::string(word(one.attended))});
  }
  return csv_file("attendance.csv", std::move(text));
}

Response AfterPages::not_seen_csv(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  note_export(kernel_, request.actor, found->evening.id, "not_seen");
  const auto& say = *request.say;
  std::string text(kMark);
  add_row(text, {say.say("Family"), say.say("Students"), say.say("Had booked")});
  for (const auto& row : not_seen(request, *found, booked_of(kernel_, found->evening.id))) {
    add_row(text, {row.text_or("families"), row.text_or("students"), row.boolean_or("had") ? say.say("yes") : ""});
  }
  return csv_file("not_seen.csv", std::move(text));
}

}  // namespace lodge::parents_evening
