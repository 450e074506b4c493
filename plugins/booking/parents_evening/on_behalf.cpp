#include "on_behalf.h"

#include "again.h"
#include "basket.h"
#include "keep_needs.h"
#include "lengths.h"
#include "letter_lists.h"
#include "needs_fields.h"
#include "office_card.h"
#include "office_lengths.h"
#include "reach.h"
#include "refusals.h"
#include "settings.h"
#include "shown.h"
#include "telephone.h"
#include "waiting_list.h"
#include "windows.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// In the office's words: who it was about, and why not.
std::string about(const Say& say, const People& people, const Whom& whom, const std::string& why) {
  const auto* student = people.student(whom.student);
  return say.say("{teacher} about {student}: {why}", {{"teacher", people.name(same_person<PersonId>(whom.teacher))},
                                                      {"student", student == nullptr ? "" : student->first_name}, {"why", why}});
}

std::string office_sentence(const Say& say, NoTime why) {
  switch (why) {
    case NoTime::full: return say.say("no time is left");
    case NoTime::outside: return say.say("no time is left when the family can come");
    case NoTime::clashes: return say.say("there is time only when the family is with somebody else");
    case NoTime::has_already: return say.say("there is an appointment already");
    case NoTime::too_many: return say.say("this would be more than the evening allows");
  }
  return {};
}

std::string link_of(const Plan& plan, HouseholdId household) {
  return "/admin/evenings/" + plan.evening.id.text() + "/families/" + household.text();
}

Requested requested_of(Reader& reader, const Situation& s) {
  return requested(reader, s.plan, s.people, children(s.plan, s.people, s.household));
}

std::string times_of(const Kernel& kernel, const Say& say, const Situation& s, const std::vector<Spot>& spots) {
  std::vector<std::string> times;
  for (const auto& spot : spots) times.push_back(time_at(kernel, say, s, spot.when.starts()));
  return listed(say, times);
}

}  // namespace

void OnBehalfPage::add_routes(Routes& routes) {
  const std::string path = "/admin/evenings/{evening}/families/{household}";
  const auto add = [&](Method method, std::string pattern, Handler handler) {
    routes.add({.method = method, .pattern = std::move(pattern), .permission = kManage, .handler = std::move(handler)});
  };
  add(Method::get, path, [this](const Request& request) { return show(request); });
  add(Method::post, path, [this](const Request& request) { return book(request); });
  add(Method::get, path + "/wishes", [this](const Request& request) { return wishes_.show(request); });
  add(Method::post, path + "/wishes", [this](const Request& request) { return wishes_.send(request); });
  add(Method::post, path + "/length", [this](const Request& request) { return set_length(request); });
  add(Method::post, path + "/needs", [this](const Request& request) { return set_needs(request); });
  add(Method::post, path + "/cancel", [this](const Request& request) { return cancel(request); });
}

std::optional<Appointments::Known> OnBehalfPage::known(const Request& request) const {
  const auto evening = EveningId::parse(request.parts.get("evening"));
  const auto household = HouseholdId::parse(request.parts.get("household"));
  if (!evening || !household) return std::nullopt;
  auto known = appointments_.know(request.actor, *evening, *household);
  // Whoever has an appointment has a card, invited or not any more.
  if (!known || (known->situation.family.empty() && children(*known->plan, *known->people, *household).empty())) return std::nullopt;
  return known;
}

Response OnBehalfPage::page(const Request& request, const Appointments::Known& known, const Faults& faults, int status) const {
  const auto& say = *request.say;
  const auto& s = known.situation;
  Value::List appointments, sentences;
  for (const auto& one : s.family) {
    auto values = shown(kernel_, say, s.plan, s.people, s.rooms, one, s.needs.telephone);
    values["held"] = one.state == AppointmentState::held;
    values["offer"] = one.is_offer();
    appointments.push_back(std::move(values));
  }
  const auto beside = kernel_.database.read([&](Reader& reader) {
    return Beside{places_of(reader, s.people, s.plan.evening.id, s.household), requested_of(reader, s)};
  });
  const auto unmet = [&](const Appointment& one) {
    const auto* desk = s.plan.desk(one.desk);
    if (is_rung(s.plan, one.desk) && s.needs.telephone.empty()) return say.say("needs a telephone number");
    if (desk != nullptr && s.needs.step_free && !is_step_free(s.plan, s.rooms, *desk)) return say.say("needs a room without steps");
    return !s.needs.interpreter.empty() && !one.interpreter ? say.say("needs an interpreter") : std::string();
  };
  for (std::size_t i = 0; i < s.family.size(); ++i) (*appointments[i].map())["unmet"] = unmet(s.family[i]);
  for (const auto& fault : faults.words) sentences.push_back(Value::Map{{"words", fault}});
  Value::Map values{{"evening", s.plan.evening.title}, {"here", link_of(s.plan, s.household)}, {"form_token", request.form_token},
                 {"key", RawId::random().text()}, {"any_faults", !faults.words.empty()}, {"partly", faults.partly}, {"faults", std::move(sentences)},
                 {"done", request.query.has("done")}, {"lengths", length_choices(say, s.least_slots)}, {"length_saved", request.query.has("length")},
                 {"cancelled", request.query.has("cancelled")}, {"round", stage(s.plan, s.people, s.household, s.now) == Stage::wishes},
                 {"any", !appointments.empty()}, {"appointments", std::move(appointments)},
                 {"children", children_of_card(kernel_, say, s, beside, request.form)}, {"windows", window_fields(kernel_, say, s.plan, request.form)},
                 {"base", "/admin/evenings/" + s.plan.evening.id.text()}, {"household", s.household.text()}, {"needs_saved", request.query.has("needs")}};
  const auto state = s.plan.evening.state;
  values["bookable"] = state == EveningState::published;
  values["invited"] = state != EveningState::cancelled && !children(s.plan, s.people, s.household).empty();
  values["letters_in"] = language_choices(kernel_, say);
  values["draft"] = state == EveningState::draft;
  values["called_off"] = state == EveningState::cancelled;
  add_needs_fields(values, say, s.plan, s.needs);
  if (request.form.has(kNumberField)) values["telephone"] = request.form.get(kNumberField);
  return kernel_.pages.page(request, "parents_evening/on_behalf", names_of(say, s.people, s.household), values, status);
}

Response OnBehalfPage::show(const Request& request) const {
  const auto known = this->known(request);
  return known ? page(request, *known, {}, 200) : kernel_.pages.sorry(request, 404);
}

OnBehalfPage::Wanted OnBehalfPage::wanted(const Fields& form, const Situation& s) const {
  Wanted all;
  for (const auto* student : children(s.plan, s.people, s.household)) {
    for (const auto& pairing : visits(s.plan, s.people, student->id)) {
      const Whom whom{student->id, pairing.teacher};
      const auto& value = form.get(field_of(whom));
      const auto slot = parse_slot(value);
      if (value == kAnyTime) all.any_time.push_back(whom);
      if (slot) all.chosen.push_back({whom.student, whom.teacher, slot->first, slot->second, slots_for(s, whom.student, whom.teacher), ""});
    }
  }
  return all;
}

std::vector<std::string> OnBehalfPage::put(const Request& request, const Appointments::Known& known, const std::vector<Choice>& choices) const {
  const auto& s = known.situation;
  const auto lost = ask_for_what_is_there(choices, [&](const std::vector<Choice>& some) {
    return appointments_.book(request.actor, {.evening = s.plan.evening.id, .household = s.household, .choices = some,
                                              .made_by = MadeBy::office, .idempotency_key = request.idempotency_key,
                                              .instead_of_holds = true});
  });
  std::vector<std::string> faults;
  for (const auto& [choice, refused] : lost) {
    if (refused.why == Why::has_already) continue;  // the form came twice: it stands under Appointments
    auto why = sentence(*request.say, refused.why, refused.reason);
    if (!refused.nearest.empty()) why += " " + request.say->say("Free near it: {times}.", {{"times", times_of(kernel_, *request.say, s, refused.nearest)}});
    faults.push_back(about(*request.say, s.people, whom_of(choice), why));
  }
  return faults;
}

OnBehalfPage::Faults OnBehalfPage::book_all(const Request& request, const Appointments::Known& known, const Wanted& wanted) const {
  const auto& s = known.situation;
  // What it holds in its own basket is its own; what was chosen by hand stands in the way of what is found.
  auto around = without_holds(s);
  for (const auto& one : wanted.chosen) {
    const auto* desk = s.plan.desk(one.desk);
    if (desk == nullptr || one.slot < 0 || one.slot + one.slots > desk->slots) continue;
    around.family.push_back({.desk = one.desk, .slot = one.slot, .slots = one.slots, .student = one.student, .teacher = one.teacher,
                             .household = s.household, .when = desk->when(one.slot, one.slots)});
    around.at_desks.push_back(around.family.back());
  }
  const auto asked = kernel_.database.read([&](Reader& reader) { return requested_of(reader, s); });
  const auto found = propose(around, wanted.any_time, asked.please, windows_of(kernel_, s.plan, request.form));
  auto choices = wanted.chosen;
  choices.insert(choices.end(), found.choices.begin(), found.choices.end());
  auto faults = put(request, known, choices);
  for (const auto& one : found.not_seen) faults.push_back(about(*request.say, s.people, one.whom, office_sentence(*request.say, one.why)));
  const bool partly = faults.size() < choices.size() + found.not_seen.size();
  return {std::move(faults), partly};
}

Response OnBehalfPage::book(const Request& request) const {
  const auto before = known(request);
  if (!before) return kernel_.pages.sorry(request, 404);
  const auto& s = before->situation;
  const auto all = wanted(request.form, s);
  if (all.chosen.empty() && all.any_time.empty()) {
    return page(request, *before, {{request.say->say("Choose a time with at least one teacher.")}}, 400);
  }
  const auto number = typed_number(request.form);
  if (!number.empty() && !is_number(number)) return page(request, *before, {{number_fault(*request.say)}}, 400);
  keep_number(kernel_, appointments_, request.actor, s, number);  // before the family is written to
  const auto faults = book_all(request, *before, all);
  if (faults.words.empty()) return Response::see_other(link_of(s.plan, s.household) + "?done=1");
  const auto now = known(request);
  return now ? page(request, *now, faults, 409) : kernel_.pages.sorry(request, 404);
}

Response OnBehalfPage::set_length(const Request& request) const {
  const auto before = known(request);
  const auto slots = read_length(request.form.get("slots"));
  if (!before || !slots) return kernel_.pages.sorry(request, before ? 400 : 404);
  const auto evening = before->plan->evening.id;
  kernel_.database.write([&](Transaction& transaction) {
    set_family_length(transaction, evening, before->situation.household, *slots);
    kernel_.audit.record(transaction, request.actor, {"evening.length_set", evening.text(), ""});
  });
  return Response::see_other(link_of(*before->plan, before->situation.household) + "?length=1");
}

Response OnBehalfPage::set_needs(const Request& request) const {
  return as_it_is([&] { return set_needs_once(request); });
}

std::optional<Response> OnBehalfPage::set_needs_once(const Request& request) const {
  const auto before = known(request);
  if (!before) return kernel_.pages.sorry(request, 404);
  const auto needs = read_needs(request.form, before->situation.needs);
  if (const auto fault = unfit(*request.say, needs)) return kernel_.pages.sorry(request, 400, fault->words);
  const auto sealed = sealed_needs(kernel_, request.actor.person, before->situation, needs);
  const bool kept = kernel_.database.write([&](Transaction& transaction) { return keep_needs(kernel_, transaction, request.actor, before->situation, needs, sealed); });
  if (!kept) return std::nullopt;
  return Response::see_other(link_of(*before->plan, before->situation.household) + "?needs=1");
}

Response OnBehalfPage::cancel(const Request& request) const {
  const auto before = known(request);
  const auto booking = BookingId::parse(request.form.get("booking"));
  if (!before || !booking) return kernel_.pages.sorry(request, 404);
  const auto& family = before->situation.family;
  const bool own = std::ranges::any_of(family, [&](const Appointment& one) { return one.booking == *booking; });
  if (own) appointments_.cancel(request.actor, *booking);
  return Response::see_other(link_of(*before->plan, before->situation.household) + "?cancelled=1");
}

}  // namespace lodge::parents_evening
