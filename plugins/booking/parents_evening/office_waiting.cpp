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

/// Why a family cannot be put into a line, to the office.
std::string why_not(const Say& say, Joined joined) {
  switch (joined) {
    case Joined::in_line: break;
    case Joined::not_yours: return say.say("This teacher has no time that this family could ever have: it cannot wait for one.");
    case Joined::not_open: return say.say("Booking is not open for this family: nobody can be offered a time.");
    case Joined::has_already: return say.say("There is an appointment with this teacher about this child already.");
    case Joined::too_many: return say.say("This child has as many appointments as the evening allows.");
    case Joined::free_now: return say.say("A time is free for this family now: book it.");
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
  routes.add({.method = Method::post, .pattern = path, .permission = kManage, .handler = [this](const Request& request) { return act(request); }});
}

std::shared_ptr<const Plan> OfficeWaiting::plan(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  return id ? kernel_.database.read([&](Reader& reader) { return plans_.find(reader, request.actor.site, *id); }) : nullptr;
}

Value::Map OfficeWaiting::row(const Request& request, const Plan& plan, const People& people, const Waiting& place, std::size_t nth) const {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  const auto household = household_of(people, same_person<PersonId>(place.contact));
  auto state = state_of(say, place.state);
  if (place.state == WaitingState::offered) {
    state = say.say("was offered a time, held until {moment}", {{"moment", moment_words(kernel_, say, site, place.offered_until)}});
  }
  return {{"nth", nth}, {"family", names_of(say, people, household)}, {"student", people.name(same_person<PersonId>(place.whom.student))},
          {"since", moment_words(kernel_, say, site, place.joined_at)}, {"state", state}, {"in_line", place.in_line()},
          {"card", office_link(plan.evening.id) + "/families/" + household.text()}, {"household", household.text()}, {"whom", text(place.whom)}};
}

Response OfficeWaiting::show(const Request& request) const {
  const auto found = plan(request);
  return found ? page(request, *found, "", 200) : kernel_.pages.sorry(request, 404);
}

Response OfficeWaiting::page(const Request& request, const Plan& plan, const std::string& fault, int status) const {
  const auto& say = *request.say;
  const auto people = kernel_.directory.people(request.actor.site);
  const auto line = kernel_.database.read([&](Reader& reader) { return waiting_for(reader, plan.evening.id); });
  const auto link = office_link(plan.evening.id);
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
      if (one.whom.teacher != teacher) continue;
      auto& list = one.in_line() ? waiting : done;
      list.push_back(row(request, plan, *people, one, list.size() + 1));
    }
    const auto desks = plan.desks_of(teacher);
    const auto count = std::ranges::find(counts, teacher, &std::pair<TeacherId, std::size_t>::first);
    const auto families = static_cast<std::int64_t>(count == counts.end() ? 0 : count->second);
    all.push_back(Value::Map{{"teacher", people->name(same_person<PersonId>(teacher))},
                             {"count", say.say_many("{count} family waits", "{count} families wait", families)},
                             {"desk", desks.empty() ? "" : link + "/desks/" + desks.front()->id.text()},
                             {"any_waiting", !waiting.empty()}, {"waiting", std::move(waiting)},
                             {"any_done", !done.empty()}, {"done_rows", std::move(done)}});
  }
  return kernel_.pages.page(request, "parents_evening/waiting_list", say.say("Families in line"),
                            Value::Map{{"evening", link}, {"evening_title", plan.evening.title}, {"form_token", request.form_token}, {"fault", fault},
                                       {"done", request.query.has("done")}, {"any", !all.empty()}, {"teachers", std::move(all)}},
                            status);
}

Response OfficeWaiting::act(const Request& request) const {
  const auto found = plan(request);
  const auto household = HouseholdId::parse(request.form.get("household"));
  const auto in = parse_whom(request.form.get("join")), out = parse_whom(request.form.get("whom"));
  if (!found || !household || (!in && !out)) return kernel_.pages.sorry(request, 404);
  const auto joined = in ? list_.join(request.actor, found->evening.id, *household, *in) : Joined::in_line;
  if (joined != Joined::in_line) return page(request, *found, why_not(*request.say, joined), 409);
  if (!in) list_.leave(request.actor, found->evening.id, *household, *out);
  return Response::see_other(office_link(found->evening.id) + "/waiting?done=1");
}

}  // namespace lodge::parents_evening
