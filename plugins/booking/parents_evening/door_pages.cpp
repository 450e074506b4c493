#include "door_pages.h"

#include "appointments.h"
#include "reach.h"
#include "settings.h"
#include "shown.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kMostCards = 12;

/// Letters and digits in lower case, everything else a blank; letters beyond ASCII as they are.
std::string plain(std::string_view text) {
  std::string words;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
    words += upper ? static_cast<char>(c - 'A' + 'a') : kept ? c : ' ';
  }
  return words;
}

/// Whether each word that was typed begins a word of the names.
bool fits(std::string_view typed, std::string_view names) {
  const auto wanted = plain(typed);
  const auto known = " " + plain(names);
  for (std::size_t begin = wanted.find_first_not_of(' '); begin != std::string::npos;) {
    const auto end = std::min(wanted.find(' ', begin), wanted.size());
    if (known.find(" " + wanted.substr(begin, end - begin)) == std::string::npos) return false;
    begin = wanted.find_first_not_of(' ', end);
  }
  return true;
}

using ByFamily = std::map<HouseholdId, std::vector<Appointment>>;

ByFamily by_family(const std::vector<Appointment>& all, EveningDateId date) {
  ByFamily families;
  for (const auto& one : all) {
    if (one.state == AppointmentState::booked && one.date == date) families[one.household].push_back(one);
  }
  return families;
}

/// Everything that the family may be asked for by: its members and its children.
std::string searched(const Say& say, const People& people, HouseholdId household, const std::vector<Appointment>& some) {
  auto names = names_of(say, people, household);
  for (const auto contact : people.members_of(household)) {
    if (const auto* one = people.contact(contact)) names += " " + one->first_name + " " + one->surname;
  }
  for (const auto& one : some) names += " " + people.name(same_person<PersonId>(one.student));
  return names;
}

Value::Map card(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, HouseholdId household,
                const std::vector<Appointment>& some) {
  const auto rooms = kernel.rooms.rooms(plan.evening.site);
  Value::List rows;
  for (const auto& one : some) {
    auto row = shown(kernel, say, plan, people, *rooms, one);
    row.erase("note");  // it is the teacher's to read
    rows.push_back(std::move(row));
  }
  const bool here = std::ranges::all_of(some, [](const Appointment& one) { return one.arrived_at.has_value(); });
  return {{"household", household.text()}, {"families", names_of(say, people, household)}, {"rows", std::move(rows)}, {"here", here}};
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
  const auto* date = found ? tonight(*found, kernel_.clock.now()) : nullptr;
  if (date == nullptr) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto people = kernel_.directory.people(request.actor.site);
  const auto all = kernel_.database.read([&](Reader& reader) { return of_evening(reader, found->evening.id); });
  const auto families = by_family(all, date->id);
  const auto& typed = request.query.get("name");
  // A slip's code names one of the family's own appointments.
  const auto slip = BookingId::parse(request.query.get("slip"));
  const auto of_slip = slip ? std::ranges::find(all, *slip, &Appointment::booking) : all.end();
  Value::List cards;
  bool more = false;
  std::int64_t here = 0;
  for (const auto& [household, some] : families) {
    if (some.front().arrived_at) ++here;
    const bool meant = of_slip != all.end() ? of_slip->household == household
                                            : !typed.empty() && fits(typed, searched(say, *people, household, some));
    if (!meant) continue;
    more = cards.size() >= kMostCards;
    if (!more) cards.push_back(card(kernel_, say, *found, *people, household, some));
  }
  const bool none = cards.empty() && (!typed.empty() || request.query.has("slip"));
  const Value values = Value::Map{{"evening", "/admin/evenings/" + found->evening.id.text()}, {"evening_title", found->evening.title},
                                  {"form_token", request.form_token}, {"name", typed}, {"slip", slip ? slip->text() : ""},
                                  {"day", say.day(date->date)}, {"cards", std::move(cards)}, {"more", more}, {"none", none},
                                  {"count", say.say("{here} of {all} families are here", {{"here", std::to_string(here)}, {"all", std::to_string(families.size())}})}};
  return kernel_.pages.page(request, "parents_evening/door", say.say("At the door"), values);
}

Response DoorPages::check_in(const Request& request) const {
  const auto found = plan(request);
  const auto* date = found ? tonight(*found, kernel_.clock.now()) : nullptr;
  const auto household = HouseholdId::parse(request.form.get("household"));
  if (date == nullptr || !household) return kernel_.pages.sorry(request, 404);
  if (!night_.check_in(request.actor, *found, date->id, *household, request.form.get("here") == "yes")) return kernel_.pages.sorry(request, 404);
  const auto appointments = kernel_.database.read([&](Reader& reader) { return of_household(reader, found->evening.id, *household); });
  return Response::see_other("/admin/evenings/" + found->evening.id.text() + "/door?slip=" + appointments.front().booking.text());
}

}  // namespace lodge::parents_evening
