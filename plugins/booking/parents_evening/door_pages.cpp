#include "door_pages.h"

#include "appointments.h"
#include "reach.h"
#include "settings.h"
#include "shown.h"

#include <lodge/names.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kMostCards = 12;

using ByFamily = std::map<HouseholdId, std::vector<Appointment>>;

/// Who comes to these sittings, and who comes to others only.
struct Expected {
  ByFamily today, elsewhen;
};

Expected expected(const std::vector<Appointment>& all, const std::vector<const EveningDate*>& sittings) {
  const auto is_today = [&](const Appointment& one) { return std::ranges::find(sittings, one.date, &EveningDate::id) != sittings.end(); };
  Expected found;
  for (const auto& one : all) {
    if (one.state == AppointmentState::booked) (is_today(one) ? found.today : found.elsewhen)[one.household].push_back(one);
  }
  std::erase_if(found.elsewhen, [&](const auto& family) { return found.today.contains(family.first); });
  return found;
}

/// Whether the family, or a child that it comes about, may be asked for by that name.
bool is_meant(const People& people, HouseholdId household, const std::vector<Appointment>& some, std::span<const std::string> typed) {
  std::vector<StudentId> students;
  for (const auto& one : some) students.push_back(one.student);
  return is_called(people, household, students, typed);
}

/// Whose slip it is: its code names one of the family's own appointments, which may be given back since it was printed.
std::optional<HouseholdId> holder(const Kernel& kernel, EveningId evening, BookingId slip) {
  const auto one = kernel.database.read([&](Reader& reader) { return find(reader, slip); });
  return one && one->evening == evening ? std::optional(one->household) : std::nullopt;
}

Value::Map card(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, HouseholdId household,
                const std::vector<Appointment>& some, bool is_today) {
  const auto rooms = kernel.rooms.rooms(plan.evening.site);
  Value::List rows;
  for (const auto& one : some) {
    auto row = shown(kernel, say, plan, people, *rooms, one);
    row.erase("note");  // it is the teacher's to read
    rows.push_back(std::move(row));
  }
  const bool here = std::ranges::all_of(some, [](const Appointment& one) { return one.arrived_at.has_value(); });
  return {{"household", household.text()}, {"families", names_of(say, people, household)}, {"rows", std::move(rows)}, {"here", here}, {"today", is_today}};
}

}  // namespace

void DoorPages::add_routes(Routes& routes) const {
  const std::string pattern = "/admin/evenings/{evening}/door";
  routes.add({.method = Method::get, .pattern = pattern, .permission = kManage, .handler = [this](const Request& request) { return door(request); }});
  routes.add({.method = Method::post, .pattern = pattern, .permission = kManage, .handler = [this](const Request& request) { return check_in(request); }});
}

std::shared_ptr<const Plan> DoorPages::plan(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  return id ? night_.find(request.actor.site, *id) : nullptr;
}

Response DoorPages::door(const Request& request) const {
  const auto found = plan(request);
  const auto sittings = found ? tonight(*found, kernel_.clock.now()) : std::vector<const EveningDate*>();
  if (sittings.empty()) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto people = kernel_.directory.people(request.actor.site);
  const auto all = kernel_.database.read([&](Reader& reader) { return of_evening(reader, found->evening.id); });
  const auto families = expected(all, sittings);
  const auto& typed = request.query.get("name");
  const auto words = name_words(typed);
  const auto slip = BookingId::parse(request.query.get("slip"));
  const auto of_slip = slip ? holder(kernel_, found->evening.id, *slip) : std::nullopt;
  Value::List cards;
  bool more = false;
  const auto add = [&](HouseholdId household, const std::vector<Appointment>& some, bool is_today) {
    const bool meant = of_slip ? *of_slip == household : !words.empty() && is_meant(*people, household, some, words);
    if (!meant) return;
    more = cards.size() >= kMostCards;
    if (!more) cards.push_back(card(kernel_, say, *found, *people, household, some, is_today));
  };
  for (const auto& [household, some] : families.today) add(household, some, true);
  for (const auto& [household, some] : families.elsewhen) add(household, some, false);
  const auto here = std::ranges::count_if(families.today, [](const auto& family) { return family.second.front().arrived_at.has_value(); });
  const bool none = cards.empty() && (!words.empty() || request.query.has("slip"));
  const Value values = Value::Map{{"evening", "/admin/evenings/" + found->evening.id.text()}, {"evening_title", found->evening.title},
                                  {"form_token", request.form_token}, {"name", typed}, {"slip", slip ? slip->text() : ""},
                                  {"day", say.day(sittings.front()->date)}, {"cards", std::move(cards)}, {"more", more}, {"none", none},
                                  {"count", say.say("{here} of {all} families are here", {{"here", std::to_string(here)}, {"all", std::to_string(families.today.size())}})}};
  return kernel_.pages.page(request, "parents_evening/door", say.say("At the door"), values);
}

Response DoorPages::check_in(const Request& request) const {
  const auto found = plan(request);
  const auto household = HouseholdId::parse(request.form.get("household"));
  if (!found || !household) return kernel_.pages.sorry(request, 404);
  if (!night_.check_in(request.actor, *found, *household, request.form.get("here") == "yes")) return kernel_.pages.sorry(request, 404);
  const auto appointments = kernel_.database.read([&](Reader& reader) { return of_household(reader, found->evening.id, *household); });
  return Response::see_other("/admin/evenings/" + found->evening.id.text() + "/door?slip=" + appointments.front().booking.text());
}

}  // namespace lodge::parents_evening
