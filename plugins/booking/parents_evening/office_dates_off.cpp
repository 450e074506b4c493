#include "office_dates.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

EveningDate& date_of(Plan& plan, EveningDateId id) { return *std::ranges::find(plan.dates, id, &EveningDate::id); }

/// Whether families can still come on a date that is none of these.
bool has_another(const Plan& plan, const std::vector<const EveningDate*>& these, Instant now) {
  return std::ranges::any_of(plan.dates, [&](const EveningDate& date) {
    return std::ranges::find(these, &date) == these.end() && !date.called_off && date.when.ends() > now;
  });
}

}  // namespace

const EveningDate* date_in(const Plan& plan, const Request& request) {
  const auto id = EveningDateId::parse(request.parts.get("date"));
  return id ? plan.date(*id) : nullptr;
}

std::vector<const EveningDate*> OfficeDates::meant(const Plan& plan, const EveningDate& date, Instant now) {
  std::vector<const EveningDate*> all;
  for (const auto& one : plan.dates) {
    const bool goes_with = one.date == date.date && one.called_off == date.called_off && one.when.ends() > now;
    if (goes_with || one.id == date.id) all.push_back(&one);
  }
  return all;
}

std::vector<const EveningDate*> OfficeDates::meant(const Request& request, const Plan& plan, const EveningDate& date) const {
  return request.form.has("only") ? std::vector{&date} : meant(plan, date, office_.kernel.clock.now());
}

Response OfficeDates::call_off(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  if (date == nullptr) return office_.not_found(request);
  const auto back = office_link(plan->evening.id);
  const auto sittings = meant(request, *plan, *date);
  if (!has_another(*plan, sittings, office_.kernel.clock.now())) return Response::see_other(back + "/cancel");
  const auto& say = *request.say;
  Act act{.after = *plan, .cause = Cause::other_date};
  for (const auto* sitting : sittings) {
    date_of(act.after, sitting->id).called_off = true;
    for (auto& desk : act.after.desks) {
      if (desk.date == sitting->id && !desk.away) desk.away = desk.away_with_date = true;
    }
  }
  return office_.perform(request, *plan, act, {.title = say.say("Call this date off"),
                                               .sentence = say.say("Nobody sees families on {day}. Appointments go to the other dates where there is time.",
                                                                   {{"day", sitting_words(say, sittings)}}),
                                               .button = say.say("Call it off"), .back = back, .done = "saved", .always = true});
}

Response OfficeDates::hold_after_all(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  if (date == nullptr) return office_.not_found(request);
  Act act{.after = *plan};
  for (const auto* sitting : meant(request, *plan, *date)) {
    date_of(act.after, sitting->id).called_off = false;
    for (auto& desk : act.after.desks) {
      if (desk.date == sitting->id && desk.away_with_date) desk.away = desk.away_with_date = false;
    }
  }
  return office_.perform(request, *plan, act, {.title = request.say->say("It takes place after all"), .sentence = "", .button = "", .back = office_link(plan->evening.id), .all_the_same = true});
}

Response OfficeDates::remove(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  if (date == nullptr || plan->dates.size() < 2) return office_.not_found(request);
  const auto back = office_link(plan->evening.id);
  if (plan->evening.state == EveningState::published && !has_another(*plan, {date}, office_.kernel.clock.now())) return Response::see_other(back + "/cancel");
  Act act{.after = *plan};
  std::erase_if(act.after.dates, [&](const EveningDate& one) { return one.id == date->id; });
  std::erase_if(act.after.desks, [&](const Desk& one) { return one.date == date->id; });
  return office_.perform(request, *plan, act, {.title = request.say->say("Remove this date"), .sentence = "", .button = request.say->say("Remove it"),
                                               .back = back});
}

}  // namespace lodge::parents_evening
