#include "api.h"

#include "api_docs.h"
#include "appointments.h"
#include "refusals.h"
#include "settings.h"
#include "shown.h"
#include "words.h"

#include <lodge/iso8601.h>
#include <lodge/json.h>
#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

Value instant_or_null(const std::optional<Instant>& when) { return when ? Value(instant_text(*when)) : Value(); }

/// `opens`: when whoever asks may book.
Value evening_json(const Plan& plan, const std::optional<Instant>& opens) {
  Value::List dates;
  for (const auto& date : plan.held_dates()) {
    dates.push_back(Value::Map{{"id", date.id.text()}, {"starts", instant_text(date.when.starts())}, {"ends", instant_text(date.when.ends())},
                               {"mode", std::string(word(date.mode))}});
  }
  const auto& evening = plan.evening;
  return Value::Map{{"id", evening.id.text()}, {"title", evening.title}, {"state", std::string(word(evening.state))},
                    {"opens_at", instant_or_null(opens)}, {"closes_at", instant_or_null(evening.closes_at)}, {"dates", std::move(dates)}};
}

std::optional<Choice> choice_of(const Value& json) {
  const auto student = StudentId::parse(json.text_or("student"));
  const auto teacher = TeacherId::parse(json.text_or("teacher"));
  const auto desk = DeskId::parse(json.text_or("desk"));
  const auto slot = json.integer_or("slot", -1);
  if (!student || !teacher || !desk || slot < 0 || slot > 1'000) return std::nullopt;
  return Choice{*student, *teacher, *desk, static_cast<int>(slot), 1, json.text_or("note")};
}

/// About whom the household may see each teacher.
std::map<TeacherId, std::vector<StudentId>> seen_about(const Situation& s) {
  std::map<TeacherId, std::vector<StudentId>> all;
  for (const auto* student : children(s.plan, s.people, s.household)) {
    std::set<TeacherId> teachers;
    for (const auto& pairing : pairings(s.plan, s.people, student->id)) {
      if (teachers.insert(pairing.teacher).second) all[pairing.teacher].push_back(student->id);
    }
  }
  return all;
}

/// How many slots the shortest appointment takes that the household can have with a teacher.
int shortest(const Situation& s, TeacherId teacher, const std::vector<StudentId>& students) {
  int least = kLongestAppointment;
  for (const auto student : students) least = std::min(least, slots_for(s, student, teacher));
  return least;
}

/// Whose a slot is, as far as the household may know.
std::string_view state_of(const Situation& s, const Desk& desk, int slot, int slots, bool full) {
  const auto is_here = [&](const Appointment& one) { return one.desk == desk.id && one.slot <= slot && slot < one.slot + one.slots; };
  if (std::ranges::any_of(s.family, is_here)) return "yours";
  return !full && is_open(s, desk, slot, slots) ? "free" : "taken";
}

}  // namespace

Value all_of(Value::List items) { return Value::Map{{"items", std::move(items)}, {"next", nullptr}}; }

Response malformed(const Request& request, std::string_view field) {
  return Response::problem(400, "malformed", request.say->say("“{field}” is missing or not of its form.", {{"field", std::string(field)}}), {{"field", field}});
}

std::string problem_word(std::string_view word) {
  std::string hyphened(word);
  std::ranges::replace(hyphened, '_', '-');
  return hyphened;
}

Response unknown(const Request& request) { return Response::problem(404, "not-found", request.say->say("There is no such thing here.")); }

void EveningApi::add_routes(Routes& routes) {
  const auto add = [&](Method method, std::string pattern, ApiDoc doc, Handler handler) {
    routes.add({.method = method, .pattern = "/api/v1/evenings" + std::move(pattern), .permission = kUse, .handler = std::move(handler), .api = std::move(doc)});
  };
  add(Method::get, "", evenings_doc(), [this](const Request& request) { return evenings(request); });
  add(Method::get, "/{id}/slots", slots_doc(), [this](const Request& request) { return slots(request); });
  add(Method::get, "/{id}/appointments", appointments_doc(), [this](const Request& request) { return list(request); });
  add(Method::post, "/{id}/appointments", book_doc(), [this](const Request& request) { return book(request); });
  add(Method::patch, "/{id}/appointments/{appointment}", move_doc(), [this](const Request& request) { return move(request); });
  add(Method::del, "/{id}/appointments/{appointment}", cancel_doc(), [this](const Request& request) { return cancel(request); });
}

Response EveningApi::evenings(const Request& request) const {
  const auto& actor = request.actor;
  const auto people = kernel_.directory.people(actor.site);
  const auto own = household_of(*people, actor.person);
  const bool all = kernel_.access.may(actor, kManage);
  Value::List items;
  kernel_.database.read([&](Reader& reader) {
    items.clear();
    for (const auto& plan : plans_.shown(reader, actor.site, Instant())) {
      if (all || !children(*plan, *people, own).empty()) items.push_back(evening_json(*plan, all ? plan->evening.opens_at : opens_for(*plan, *people, own)));
    }
  });
  return Response::json(all_of(std::move(items)));
}

std::optional<HouseholdId> EveningApi::household(const Request& request, const std::string& named) const {
  const auto own = household_of(*kernel_.directory.people(request.actor.site), request.actor.person);
  if (!kernel_.access.may(request.actor, kManage)) return named.empty() || named == own.text() ? std::optional(own) : std::nullopt;
  return HouseholdId::parse(named);
}

std::optional<Appointments::Known> EveningApi::known(const Request& request, const std::string& named) const {
  const auto evening = EveningId::parse(request.parts.get("id"));
  const auto whose = household(request, named);
  auto known = evening && whose ? appointments_.know(request.actor, *evening, *whose) : std::nullopt;
  if (!known || known->plan->evening.state == EveningState::draft || children(*known->plan, *known->people, *whose).empty()) return std::nullopt;
  return known;
}

Response EveningApi::slots(const Request& request) const {
  const auto known = this->known(request, request.query.get("household"));
  if (!known) return unknown(request);
  const auto& s = known->situation;
  const auto only = TeacherId::parse(request.query.get("teacher"));
  if (request.query.has("teacher") && !only) return malformed(request, "teacher");
  std::vector<std::tuple<Instant, TeacherId, const Desk*, int>> some;
  std::map<TeacherId, int> lengths;
  std::map<TeacherId, bool> full;  // as on the pages, where another household has the one appointment
  for (const auto& [teacher, students] : seen_about(s)) {
    if (only && only != teacher) continue;
    const int length = lengths[teacher] = shortest(s, teacher, students);
    full[teacher] = std::ranges::all_of(students, [&](StudentId student) { return is_given(s, {student, teacher}); });
    for (const auto* desk : desks_for(s, teacher)) {
      for (int slot = 0; slot + length <= desk->slots; ++slot) {
        if (!desk->is_break(slot) && desk->when(slot).starts() >= s.now) some.emplace_back(desk->when(slot).starts(), teacher, desk, slot);
      }
    }
  }
  std::ranges::sort(some, {}, [](const auto& one) { return std::tuple(std::get<0>(one), std::get<1>(one)); });
  Value::List items;
  for (const auto& [starts, teacher, desk, slot] : some) {
    items.push_back(Value::Map{{"teacher", teacher.text()}, {"desk", desk->id.text()}, {"slot", slot}, {"starts", instant_text(starts)},
                               {"ends", instant_text(desk->when(slot, lengths[teacher]).ends())},
                               {"state", std::string(state_of(s, *desk, slot, lengths[teacher], full[teacher]))}});
  }
  return Response::json(all_of(std::move(items)));
}

Value EveningApi::json_of(const Appointments::Known& known, const Appointment& one) const {
  const auto* desk = known.plan->desk(one.desk);
  const auto* room = desk != nullptr && desk->room ? known.rooms->room(*desk->room) : nullptr;
  return Value::Map{{"id", one.booking.text()},
                    {"student", one.student.text()},
                    {"teacher", one.teacher.text()},
                    {"student_name", known.people->name(same_person<PersonId>(one.student))},
                    {"teacher_name", known.people->name(same_person<PersonId>(one.teacher))},
                    {"desk", one.desk.text()},
                    {"slot", one.slot},
                    {"starts", instant_text(one.when.starts())},
                    {"ends", instant_text(one.when.ends())},
                    {"place", room != nullptr ? room->name : desk != nullptr ? desk->place : ""},
                    {"mode", std::string(word(desk == nullptr ? Mode::in_person : desk->mode))}};
}

Response EveningApi::list(const Request& request) const {
  const auto known = this->known(request, request.query.get("household"));
  if (!known) return unknown(request);
  Value::List items;
  for (const auto& one : known->situation.family) {
    if (one.state == AppointmentState::booked && may_be_told(*known->people, one)) items.push_back(json_of(*known, one));
  }
  return Response::json(all_of(std::move(items)));
}

Value EveningApi::nearest_json(const std::vector<Spot>& spots) const {
  Value::List list;
  for (const auto& spot : spots) {
    list.push_back(Value::Map{{"desk", spot.desk.text()}, {"slot", spot.slot}, {"starts", instant_text(spot.when.starts())}, {"ends", instant_text(spot.when.ends())}});
  }
  return list;
}

Response EveningApi::refused(const Request& request, const std::vector<Refused>& all) const {
  Value::List list;
  for (const auto& one : all) {
    list.push_back(Value::Map{{"index", one.choice}, {"type", "urn:lodge:problem:" + problem_word(word(one.why))}, {"title", sentence(*request.say, one.why, one.reason)},
                              {"nearest", nearest_json(one.nearest)}});
  }
  const auto& first = all.front();
  return Response::problem(409, problem_word(word(first.why)), sentence(*request.say, first.why, first.reason), {{"nearest", nearest_json(first.nearest)}, {"refused", std::move(list)}});
}

Response EveningApi::book(const Request& request) const {
  const auto known = this->known(request, request.json.text_or("household"));
  if (!known) return unknown(request);
  const auto* wanted = request.json.at("appointments").list();
  if (wanted == nullptr || wanted->empty() || wanted->size() > kMostChoices) return malformed(request, "appointments");
  Basket basket{.evening = known->plan->evening.id, .household = known->situation.household, .choices = {},
                .made_by = known->situation.on_behalf ? MadeBy::office : MadeBy::parent, .idempotency_key = request.idempotency_key};
  for (const auto& one : *wanted) {
    const auto choice = choice_of(one);
    if (!choice) return malformed(request, "appointments");
    basket.choices.push_back(*choice);
  }
  const auto booked = appointments_.book(request.actor, basket);
  if (!booked) return refused(request, booked.error());
  Value::List items;
  for (const auto& one : *booked) items.push_back(json_of(*known, one));
  return Response::json(all_of(std::move(items)), 201);
}

std::optional<Appointment> EveningApi::found(const Request& request) const {
  const auto booking = BookingId::parse(request.parts.get("appointment"));
  auto one = booking ? kernel_.database.read([&](Reader& reader) { return find(reader, *booking); }) : std::nullopt;
  const bool there = one && one->evening.text() == request.parts.get("id") && one->state == AppointmentState::booked;
  const bool named = there && household(request, one->household.text());
  // An evening of another school is not there, whatever its number.
  return named && appointments_.know(request.actor, one->evening, one->household) ? one : std::nullopt;
}

Response EveningApi::move(const Request& request) const {
  const auto one = found(request);
  const auto known = one ? this->known(request, one->household.text()) : std::nullopt;
  if (!known) return unknown(request);
  const auto desk = DeskId::parse(request.json.text_or("desk"));
  const auto slot = request.json.integer_or("slot", -1);
  if (!desk) return malformed(request, "desk");
  if (slot < 0 || slot > 1'000) return malformed(request, "slot");
  const auto moved = appointments_.move(request.actor, one->booking, *desk, static_cast<int>(slot));
  return moved ? Response::json(json_of(*known, moved->front())) : refused(request, moved.error());
}

Response EveningApi::cancel(const Request& request) const {
  const auto one = found(request);
  if (!one) return unknown(request);
  if (!appointments_.cancel(request.actor, one->booking)) return refused(request, {{0, Why::not_open, "", {}}});
  return Response::json(Value::Map{{"cancelled", one->booking.text()}});
}

}  // namespace lodge::parents_evening
