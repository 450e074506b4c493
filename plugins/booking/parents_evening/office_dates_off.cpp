#include "office_dates.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

EveningDate& date_of(Plan& plan, EveningDateId id) { return *std::ranges::find(plan.dates, id, &EveningDate::id); }

/// Whether families can still come on another date.
bool has_another(const Plan& plan, EveningDateId id, Instant now) {
  return std::ranges::any_of(plan.dates, [&](const EveningDate& date) { return date.id != id && !date.called_off && date.when.ends() > now; });
}

}  // namespace

const EveningDate* date_in(const Plan& plan, const Request& request) {
  const auto id = EveningDateId::parse(request.parts.get("date"));
  return id ? plan.date(*id) : nullptr;
}

Response OfficeDates::call_off(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  if (date == nullptr) return office_.not_found(request);
  const auto back = office_link(plan->evening.id);
  if (!has_another(*plan, date->id, office_.kernel.clock.now())) return Response::see_other(back + "/cancel");
  const auto& say = *request.say;
  Act act{.after = *plan, .cause = Cause::other_date};
  date_of(act.after, date->id).called_off = true;
  for (auto& desk : act.after.desks) {
    if (desk.date == date->id && !desk.away) desk.away = desk.away_with_date = true;
  }
  return office_.perform(request, *plan, act, {.title = say.say("Call this date off"),
                                               .sentence = say.say("Nobody sees families on this date. Appointments go to the other dates where there is time."),
                                               .button = say.say("Call it off"), .back = back, .done = "saved", .always = true});
}

Response OfficeDates::hold_after_all(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  if (date == nullptr) return office_.not_found(request);
  Act act{.after = *plan};
  date_of(act.after, date->id).called_off = false;
  for (auto& desk : act.after.desks) {
    if (desk.date == date->id && desk.away_with_date) desk.away = desk.away_with_date = false;
  }
  return office_.perform(request, *plan, act, {.title = request.say->say("It takes place after all"), .sentence = "", .button = "", .back = office_link(plan->evening.id)});
}

Response OfficeDates::remove(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  if (date == nullptr || plan->dates.size() < 2) return office_.not_found(request);
  Act act{.after = *plan};
  std::erase_if(act.after.dates, [&](const EveningDate& one) { return one.id == date->id; });
  std::erase_if(act.after.desks, [&](const Desk& one) { return one.date == date->id; });
  return office_.perform(request, *plan, act, {.title = request.say->say("Remove this date"), .sentence = "", .button = request.say->say("Remove it"),
                                               .back = office_link(plan->evening.id)});
}

}  // namespace lodge::parents_evening
