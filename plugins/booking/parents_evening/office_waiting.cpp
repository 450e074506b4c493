#include "office_waiting.h"

#include "office_form.h"
#include "reach.h"
#include "settings.h"
#include "shown.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string state_of(const Say& say, WaitingState state) {
  switch (state) {
    case WaitingState::waiting: return say.say("waits");
    case WaitingState::offered: return say.say("was offered a time");
    case WaitingState::booked: return say.say("has an appointment");
    case WaitingState::lapsed: return say.say("did not take the time offered");
    case WaitingState::left: return say.say("waits no more");
    case WaitingState::closed: return say.say("booking ended");
  }
  return {};
}

}  // namespace

std::vector<std::pair<TeacherId, std::size_t>> families_in_line(const People& people, const std::vector<Waiting>& line) {
  std::map<TeacherId, std::set<HouseholdId>> families;
  for (const auto& one : line) {
    if (one.in_line()) families[one.whom.teacher].insert(household_of(people, same_person<PersonId>(one.contact)));
  }
  std::vector<std::pair<TeacherId, std::size_t>> all;
  for (auto& [teacher, some] : families) {
    some.erase(HouseholdId{});  // who has left the school
    if (!some.empty()) all.emplace_back(teacher, some.size());
  }
  std::ranges::sort(all, {}, [&](const auto& one) { return std::tuple(-static_cast<std::int64_t>(one.second), people.name(same_person<PersonId>(one.first)), one.first); });
  return all;
}

void OfficeWaiting::add_routes(Routes& routes) {
  const std::string path = "/admin/evenings/{evening}/waiting";
  routes.add({.method = Method::get, .pattern = path, .permission = kManage, .handler = [this](const Request& request) { return show(request); }});
  routes.add({.method = Method::post, .pattern = path, .permission = kManage, .handler = [this](const Request& request) { return take_off(request); }});
}

std::shared_ptr<const Plan> OfficeWaiting::plan(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  return id ? kernel_.database.read([&](Reader& reader) { return plans_.find(reader, request.actor.site, *id); }) : nullptr;
}

Value::Map OfficeWaiting::row(const Request& request, const Plan& plan, const People& people, const Waiting& place) const {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  const auto household = household_of(people, same_person<PersonId>(place.contact));
  auto state = state_of(say, place.state);
  if (place.state == WaitingState::offered) {
    state = say.say("was offered a time, held until {moment}", {{"moment", moment_words(kernel_, say, site, place.offered_until)}});
  }
  return {{"family", names_of(say, people, household)}, {"student", people.name(same_person<PersonId>(place.whom.student))},
          {"since", moment_words(kernel_, say, site, place.joined_at)}, {"state", state}, {"in_line", place.in_line()},
          {"card", office_link(plan.evening.id) + "/families/" + household.text()}, {"household", household.text()}, {"whom", text(place.whom)}};
}

Response OfficeWaiting::show(const Request& request) const {
  const auto found = plan(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto people = kernel_.directory.people(request.actor.site);
  const auto line = kernel_.database.read([&](Reader& reader) { return waiting_for(reader, found->evening.id); });
  const auto link = office_link(found->evening.id);
  const auto counts = families_in_line(*people, line);
  std::vector<TeacherId> teachers;
  for (const auto& [teacher, count] : counts) teachers.push_back(teacher);
  for (const auto& one : line) {
    if (std::ranges::find(teachers, one.whom.teacher) == teachers.end()) teachers.push_back(one.whom.teacher);
  }
  Value::List all;
  for (const auto teacher : teachers) {
    Value::List waiting, done;
    for (const auto& one : line) {
      if (one.whom.teacher == teacher) (one.in_line() ? waiting : done).push_back(row(request, *found, *people, one));
    }
    const auto desks = found->desks_of(teacher);
    const auto count = std::ranges::find(counts, teacher, &std::pair<TeacherId, std::size_t>::first);
    const auto families = static_cast<std::int64_t>(count == counts.end() ? 0 : count->second);
    all.push_back(Value::Map{{"teacher", people->name(same_person<PersonId>(teacher))},
                             {"count", say.say_many("{count} family waits", "{count} families wait", families)},
                             {"desk", desks.empty() ? "" : link + "/desks/" + desks.front()->id.text()},
                             {"any_waiting", !waiting.empty()}, {"waiting", std::move(waiting)},
                             {"any_done", !done.empty()}, {"done_rows", std::move(done)}});
  }
  return kernel_.pages.page(request, "parents_evening/waiting_list", say.say("Families in line"),
                            Value::Map{{"evening", link}, {"evening_title", found->evening.title}, {"form_token", request.form_token},
                                       {"done", request.query.has("done")}, {"any", !all.empty()}, {"teachers", std::move(all)}});
}

Response OfficeWaiting::take_off(const Request& request) const {
  const auto found = plan(request);
  const auto household = HouseholdId::parse(request.form.get("household"));
  const auto whom = parse_whom(request.form.get("whom"));
  if (!found || !household || !whom) return kernel_.pages.sorry(request, 404);
  list_.leave(request.actor, found->evening.id, *household, *whom);
  return Response::see_other(office_link(found->evening.id) + "/waiting?done=1");
}

}  // namespace lodge::parents_evening
