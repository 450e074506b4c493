#include "waiting_api.h"

#include "api_docs.h"
#include "appointments.h"
#include "settings.h"
#include "shown.h"
#include "waiting_page.h"

#include <lodge/iso8601.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string_view word(Joined joined) {
  switch (joined) {
    case Joined::in_line: break;
    case Joined::not_yours: return "not_yours";
    case Joined::not_open: return "not_open";
    case Joined::has_already: return "has_already";
    case Joined::too_many: return "too_many";
    case Joined::free_now: return "free_now";
  }
  return "in_line";
}

/// The place that the path names, "<student>.<teacher>"; nullptr when the household does not stand there.
const Waiting* place_in(const std::vector<Waiting>& places, const std::string& name) {
  const auto whom = parse_whom(name);
  const auto found = std::ranges::find_if(places, [&](const Waiting& one) { return one.in_line() && one.whom == whom; });
  return found == places.end() ? nullptr : &*found;
}

}  // namespace

void WaitingApi::add_routes(Routes& routes) {
  const auto add = [&](Method method, std::string pattern, ApiDoc doc, Handler handler) {
    routes.add({.method = method, .pattern = "/api/v1/evenings/{id}/waiting" + std::move(pattern), .permission = kUse, .handler = std::move(handler), .api = std::move(doc)});
  };
  add(Method::get, "", places_doc(), [this](const Request& request) { return list(request); });
  add(Method::post, "", join_doc(), [this](const Request& request) { return join(request); });
  add(Method::del, "/{place}", leave_doc(), [this](const Request& request) { return leave(request); });
  add(Method::post, "/{place}/appointment", take_doc(), [this](const Request& request) { return take(request); });
}

Value WaitingApi::json_of(const Appointments::Known& known, const std::vector<Waiting>& line, const Waiting& place) const {
  const auto& family = known.situation.family;
  const auto held = std::ranges::find_if(family, [&](const Appointment& one) { return one.is_offer() && place.offer == one.booking; });
  const bool offered = place.state == WaitingState::offered && held != family.end();
  return Value::Map{{"id", text(place.whom)},
                    {"student", place.whom.student.text()},
                    {"teacher", place.whom.teacher.text()},
                    {"state", std::string(parents_evening::word(place.state))},
                    {"joined_at", instant_text(place.joined_at)},
                    {"families_before", families_before(*known.people, line, place)},
                    {"offer", offered ? evenings_.json_of(known, *held) : Value()},
                    {"offered_until", offered ? Value(instant_text(*held->held_until)) : Value()}};
}

Response WaitingApi::list(const Request& request) const {
  const auto known = evenings_.known(request, request.query.get("household"));
  if (!known) return unknown(request);
  const auto evening = known->plan->evening.id;
  const auto line = kernel_.database.read([&](Reader& reader) { return waiting_for(reader, evening); });
  Value::List items;
  for (const auto& place : list_.places(*known->people, evening, known->situation.household)) {
    if (may_see(*known->plan, *known->people, known->situation.household, place.whom.student, place.whom.teacher)) items.push_back(json_of(*known, line, place));
  }
  return Response::json(all_of(std::move(items)));
}

Response WaitingApi::refused(const Request& request, Joined joined) const {
  return Response::problem(409, problem_word(word(joined)), why_not(*request.say, joined));
}

Response WaitingApi::join(const Request& request) const {
  const auto known = evenings_.known(request, request.json.text_or("household"));
  const auto student = StudentId::parse(request.json.text_or("student"));
  const auto teacher = TeacherId::parse(request.json.text_or("teacher"));
  if (!known) return unknown(request);
  if (!student || !teacher) return malformed(request, student ? "teacher" : "student");
  const auto evening = known->plan->evening.id;
  const auto household = known->situation.household;
  const auto joined = list_.join(request.actor, evening, household, {*student, *teacher});
  if (joined != Joined::in_line) return refused(request, joined);
  const auto places = list_.places(*known->people, evening, household);
  const auto* place = place_in(places, text(Whom{*student, *teacher}));
  if (place == nullptr) return unknown(request);  // left again meanwhile
  const auto line = kernel_.database.read([&](Reader& reader) { return waiting_for(reader, evening); });
  return Response::json(json_of(*known, line, *place), 201);
}

Response WaitingApi::leave(const Request& request) const {
  const auto known = evenings_.known(request, request.query.get("household"));
  const auto whom = parse_whom(request.parts.get("place"));
  const bool left = known && whom && list_.leave(request.actor, known->plan->evening.id, known->situation.household, *whom);
  return left ? Response::json(Value::Map{{"left", text(*whom)}}) : unknown(request);
}

/// What a place that was taken is now: a request that comes again is answered with it. A place goes with its contact; what
/// it became may have stayed with the household that she left.
std::optional<Appointment> WaitingApi::became(const Appointments::Known& known, const std::vector<Waiting>& places, const std::string& name) const {
  const auto whom = parse_whom(name);
  const auto found = std::ranges::find_if(places, [&](const Waiting& one) { return one.state == WaitingState::booked && one.offer && one.whom == whom; });
  if (found == places.end()) return std::nullopt;
  auto one = kernel_.database.read([&](Reader& reader) { return find(reader, *found->offer); });
  const bool theirs = one && one->household == known.situation.household && may_be_told(*known.people, *one);
  return theirs && one->state == AppointmentState::booked ? one : std::nullopt;
}

Response WaitingApi::take(const Request& request) const {
  const auto known = evenings_.known(request, request.json.text_or("household"));
  const auto places = known ? list_.places(*known->people, known->plan->evening.id, known->situation.household) : std::vector<Waiting>();
  const auto* place = place_in(places, request.parts.get("place"));
  if (place == nullptr) {
    const auto before = known ? became(*known, places, request.parts.get("place")) : std::nullopt;
    return before ? Response::json(evenings_.json_of(*known, *before), 201) : unknown(request);
  }
  const auto taken = list_.take(request.actor, known->plan->evening.id, known->situation.household, place->whom);
  return taken ? Response::json(evenings_.json_of(*known, taken->front()), 201) : evenings_.refused(request, taken.error());
}

}  // namespace lodge::parents_evening
