#include "choose_page.h"

#include "appointments.h"
#include "basket.h"
#include "needs_fields.h"
#include "propose.h"
#include "shown.h"
#include "stage_page.h"
#include "windows.h"
#include "waiting_page.h"
#include "wishes_page.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

bool has_booked(Reader& reader, const People& people, EveningId evening, HouseholdId household) {
  return std::ranges::any_of(of_household(reader, evening, household), [&](const Appointment& one) {
    return one.state == AppointmentState::booked && may_be_told(people, one);
  });
}

/// Whom the form names, each once, of those that the family may see.
std::vector<Whom> seen_in(const Fields& form, const Family& family) {
  std::vector<Whom> some;
  for (const auto& text : form.every("see")) {
    const auto named = parse_whom(text);
    if (!named || !family.may_see(*named)) continue;
    const auto whom = seen_as(family.plan(), family.people(), *named);
    if (std::ranges::find(some, whom) == some.end() && some.size() < kMostChoices) some.push_back(whom);
  }
  return some;
}

/// Whom the address names, or those of her basket: looking for times anew would drop them.
Fields to_begin_with(const Request& request, const Family& family, Instant now) {
  auto typed = request.query;
  if (typed.has("see")) return typed;
  for (const auto& one : family.held) {
    if (one.live(now)) typed.add("see", text(seen_as(family.plan(), family.people(), whom_of(one))));
  }
  return typed;
}

}  // namespace

Response ChoosePage::list(const Request& request) const {
  const auto site = request.actor.site;
  const auto people = kernel_.directory.people(site);
  const auto household = household_of(*people, request.actor.person);
  const auto plans = kernel_.database.read([&](Reader& reader) {
    auto all = plans_.shown(reader, site, kernel_.clock.now());
    // An evening where she has an appointment stays hers, whoever is invited now.
    std::erase_if(all, [&](const auto& plan) {
      return parents_evening::children(*plan, *people, household).empty() && !has_booked(reader, *people, plan->evening.id, household);
    });
    std::ranges::sort(all, {}, [](const auto& plan) { return plan->ends(); });
    return all;
  });
  if (plans.size() == 1) return Response::see_other(evening_link(plans.front()->evening.id));
  const auto& say = *request.say;
  Value::List list;
  for (const auto& plan : plans) {
    Value::List days;
    for (const auto& date : plan->held_dates()) days.push_back(say.full_day(date.date));
    list.push_back(Value::Map{{"href", evening_link(plan->evening.id)}, {"title", plan->evening.title}, {"days", std::move(days)}});
  }
  const bool anybody = !children_of(*people, household).empty();
  return kernel_.pages.page(request, "parents_evening/family_evenings", say.say("Parents' evenings"), Value::Map{{"evenings", std::move(list)}, {"anybody", anybody}});
}

Response ChoosePage::choose(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  const bool more = request.query.has("more") || request.query.has("see");
  const bool told = !family->booked.empty() || !refused_words(kernel_, *request.say, *family).empty();
  if (told && !more) return Response::see_other(evening_link(family->evening(), "/booked"));
  if (family->stage == Stage::wishes) return Response::see_other(evening_link(family->evening(), "/wishes"));
  if (family->stage != Stage::open || family->children().empty()) return stage_page(kernel_, request, *family);
  return form(request, *family, to_begin_with(request, *family, kernel_.clock.now()), "", "");
}

Value::List ChoosePage::children(const Request& request, const Family& family, const Requested& asked, const Fields& typed) const {
  const auto& say = *request.say;
  const auto ticked = typed.every("see");
  const bool first = ticked.empty() && family.booked.empty();
  const auto free = without_holds(family.situation());
  const auto in_line = kernel_.database.read([&](Reader& reader) { return places_of(reader, family.people(), family.evening(), family.household()); });
  const auto is = [&](const Whom& whom, WaitingState state) {
    return std::ranges::any_of(in_line, [&](const Waiting& one) { return one.whom == whom && one.state == state; });
  };
  Value::List list;
  for (const auto* student : family.children()) {
    Value::List teachers;
    for (const auto& pairing : visits(family.plan(), family.people(), student->id, asked)) {
      const Whom whom{student->id, pairing.teacher};
      const bool seated = family.plan().seats(pairing.teacher), here = !desks_for(free, pairing.teacher).empty(), please = asked.please.contains(whom);
      const int left = here ? times_left(free, whom) : 0;
      const bool offered = is(whom, WaitingState::offered);
      const bool open = here && left > 0 && !family.is_booked(whom) && !offered;
      const auto value = text(whom);
      const bool on = std::ranges::find(ticked, value) != ticked.end() || (first && please);
      teachers.push_back(Value::Map{{"value", value},
                                    {"teacher", seen_words(say, family.plan(), family.people(), student->id, pairing.teacher)},
                                    {"subject", pairing.subject.empty() ? pairing.group : pairing.subject},
                                    {"open", open},
                                    {"ticked", on && open},
                                    {"please", please},
                                    {"no_need", asked.no_need.contains(whom)},
                                    {"booked", family.is_booked(whom)},
                                    {"away", !seated},
                                    {"steps", seated && !here && !family.is_booked(whom) && !offered},
                                    {"no_interpreter", wants_interpreter(free)},
                                    {"full", here && left == 0 && !family.is_booked(whom) && !offered},
                                    {"offered", offered},
                                    {"waits", is(whom, WaitingState::waiting)},
                                    {"wait", waiting_link(family.evening(), whom)},
                                    {"left", open ? say.say_many("{count} time left", "{count} times left", left) : ""}});
    }
    list.push_back(Value::Map{{"name", student->first_name}, {"form", student->registration_class}, {"id", student->id.text()},
                              {"teachers", std::move(teachers)}});
  }
  return list;
}

Response ChoosePage::form(const Request& request, const Family& family, const Fields& typed, std::string_view fault_field,
                          const std::string& fault) const {
  const auto& say = *request.say;
  const auto asked = kernel_.database.read([&](Reader& reader) { return requested(reader, family.plan(), family.people(), family.children()); });
  auto values = evening_values(kernel_, request, family);
  auto children = this->children(request, family, asked, typed);
  const auto is_on = [](const Value& child) {
    return std::ranges::any_of(*child.at("teachers").list(), [](const Value& one) { return one.boolean_or("open"); });
  };
  values["any_open"] = std::ranges::any_of(children, is_on);
  values["children"] = std::move(children);
  values["windows"] = window_fields(kernel_, say, family.plan(), typed);
  values["several_dates"] = family.plan().dates.size() > 1;
  values["limit"] = family.plan().evening.most_each == 0
                        ? ""
                        : say.say_many("At most {count} teacher for each child.", "At most {count} teachers for each child.", family.plan().evening.most_each);
  values["needs"] = needs_words(say, family.situation().needs);
  values["basket"] = !family.held.empty();
  values["any_offers"] = !family.offers.empty();
  if (!fault.empty()) values["faulty"] = true;
  values["faults"] = Value::List{Value::Map{{"field", std::string(fault_field)}, {"words", fault}}};
  return kernel_.pages.page(request, "parents_evening/choose", family.plan().evening.title, values, fault.empty() ? 200 : 400);
}

Response ChoosePage::find(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  if (family->stage != Stage::open) return stage_page(kernel_, request, *family);
  const auto wanted = seen_in(request.form, *family);
  const auto& say = *request.say;
  if (wanted.empty()) return form(request, *family, request.form, "whom", say.say("Tick at least one teacher whom you would like to see."));
  if (request.form.get("how") == "hand") return Response::see_other(evening_link(family->evening(), "/times" + see_query(wanted)));
  return propose_times(request, *family, wanted);
}

Response ChoosePage::propose_times(const Request& request, const Family& family, const std::vector<Whom>& wanted) const {
  const auto windows = windows_of(kernel_, family.plan(), request.form);
  if (windows.empty()) return form(request, family, request.form, "when", request.say->say("Say from when to when you can come: the second time is later than the first."));
  const auto asked = kernel_.database.read([&](Reader& reader) { return requested(reader, family.plan(), family.people(), family.children()); });
  const auto proposal = propose(without_holds(family.situation()), wanted, asked.please, windows);
  const auto gone = keep(kernel_, appointments_, request.actor, family, noted(proposal.choices, in_basket(kernel_, family), request.form));
  auto link = basket_link(family.evening(), gone);
  for (const auto& one : proposal.not_seen) {
    link += (link.find('?') == std::string::npos ? "?without=" : "&without=") + text(one.whom) + "." + std::string(word(one.why));
  }
  return Response::see_other(std::move(link));
}

}  // namespace lodge::parents_evening
