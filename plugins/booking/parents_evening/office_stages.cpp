#include "office_stages.h"

#include "allocating.h"
#include "office_opening.h"
#include "words.h"

#include <lodge/parents.h>

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

int number(const Fields& form, std::string_view field, int least, int most, int otherwise) {
  const auto& text = form.get(field);
  int value = otherwise;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() ? std::clamp(value, least, most) : otherwise;
}

std::set<int> years_of(const Plan& plan, const People& people) {
  std::set<int> years;
  for (const auto* student : people.students()) {
    if (student->year_group && invited(plan, people, *student)) years.insert(*student->year_group);
  }
  return years;
}

std::string stagger_field(int year) { return "opens_year_" + std::to_string(year); }

}  // namespace

void OfficeStages::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/who", [this](const Request& request) { return who(request); },
                   [this](const Request& request) { return set_who(request); });
  add_office_route(routes, "/admin/evenings/{evening}/stages", [this](const Request& request) { return stages(request); },
                   [this](const Request& request) { return set_stages(request); });
}

Response OfficeStages::who(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  auto values = audience_values(*office_.kernel.directory.people(request.actor.site), plan->audience);
  values["class_teachers"] = plan->evening.class_teachers;
  return office_.page(request, *plan, "who", request.say->say("Who comes"), std::move(values));
}

Response OfficeStages::set_who(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto people = office_.kernel.directory.people(request.actor.site);
  Act act{.after = *plan, .cause = Cause::audience};
  act.after.audience = read_audience(request.form);
  act.after.evening.class_teachers = request.form.has("class_teachers");
  if (families(act.after, *people).empty()) {
    OfficeFaults faults;
    faults.add("who", request.say->say("Please choose who comes: no family is invited yet."));
    auto values = audience_values(*people, act.after.audience);
    values["class_teachers"] = act.after.evening.class_teachers;
    faults.put_into(values);
    return office_.page(request, *plan, "who", request.say->say("Who comes"), std::move(values), 400);
  }
  seat_newcomers(act.after, *people, office_.kernel.clock.now());
  return office_.perform(request, *plan, act, {.title = request.say->say("Who comes"),
                                               .sentence = request.say->say("Whoever does not come any more gives the appointments back."),
                                               .button = request.say->say("Save"), .back = office_link(plan->evening.id), .all_the_same = true});
}

Response OfficeStages::stages(const Request& request) const {
  const auto plan = office_.plan(request);
  return plan ? show_stages(request, *plan, *plan, {}) : office_.not_found(request);
}

Response OfficeStages::show_stages(const Request& request, const Plan& before, const Plan& typed, const OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  const auto& calendar = office_.kernel.calendar;
  const auto people = office_.kernel.directory.people(site);
  const auto& evening = typed.evening;
  Value::List years;
  for (const auto year : years_of(typed, *people)) {
    const auto found = typed.staggered.find(year);
    const auto when = found == typed.staggered.end() ? std::nullopt : std::optional(found->second);
    years.push_back(Value::Map{{"year", year}, {"field", stagger_field(year)}, {"opens", moment_text(calendar, site, when)}});
  }
  Value::List gaps;
  const auto add_gap = [&](Gap gap, std::string words) {
    gaps.push_back(Value::Map{{"word", std::string(word(gap))}, {"words", std::move(words)}, {"chosen", gap == evening.gap}});
  };
  add_gap(Gap::allow, say.say("No time between"));
  add_gap(Gap::avoid, say.say("Some time between, where it can be"));
  add_gap(Gap::forbid, say.say("Always some time between"));
  Value::Map values{{"title", evening.title}, {"years", std::move(years)}, {"gaps", std::move(gaps)},
                    {"early_count", say.say_many("{count} family may book early.", "{count} families may book early.", static_cast<std::int64_t>(typed.early.size()))},
                    {"each_household", evening.one_each == OneEach::household}, {"each_student", evening.one_each == OneEach::student},
                    {"most_each", evening.most_each}, {"gap_length", evening.gap_length.count()}, {"walk", evening.walk.count()},
                    {"notes", evening.notes}, {"change_until", evening.change_until.count()}, {"online_link", evening.online_link},
                    {"desk_place", std::string(kDeskPlace)}};
  for (const auto& [name, when] : std::initializer_list<std::pair<const char*, std::optional<Instant>>>{
           {"requests_from", evening.requests_from}, {"wishes_from", evening.wishes_from}, {"wishes_until", evening.wishes_until},
           {"early_from", evening.early_from}, {"opens_at", evening.opens_at}, {"closes_at", evening.closes_at}}) {
    values[name] = moment_text(calendar, site, when);
  }
  values["staggered"] = !typed.staggered.empty();
  faults.put_into(values);
  return office_.page(request, before, "stages", say.say("How booking opens"), std::move(values), faults.any() ? 400 : 200);
}

Plan OfficeStages::read_stages(const Request& request, const Plan& before, OfficeFaults& faults) const {
  const auto& say = *request.say;
  const auto& form = request.form;
  const auto moment = [&](std::string_view field) { return read_moment(office_.kernel.calendar, request.actor.site, form.get(field)); };
  auto plan = before;
  auto& evening = plan.evening;
  evening.title = form.get("title");
  evening.requests_from = moment("requests_from");
  evening.wishes_from = moment("wishes_from");
  evening.wishes_until = moment("wishes_until");
  evening.early_from = moment("early_from");
  evening.opens_at = moment("opens_at");
  evening.closes_at = moment("closes_at");
  evening.one_each = parse<OneEach>(form.get("one_each")).value_or(evening.one_each);
  evening.gap = parse<Gap>(form.get("gap")).value_or(evening.gap);
  evening.most_each = number(form, "most_each", 0, 50, evening.most_each);
  evening.gap_length = std::chrono::minutes(number(form, "gap_length", 0, 60, 5));
  evening.walk = std::chrono::minutes(number(form, "walk", 0, 60, 5));
  evening.change_until = std::chrono::minutes(number(form, "change_until", 0, 10'080, 0));
  evening.notes = form.has("notes");
  evening.online_link = form.get("online_link");
  plan.staggered.clear();
  const auto people = office_.kernel.directory.people(request.actor.site);
  for (const auto year : years_of(plan, *people)) {
    if (const auto when = moment(stagger_field(year))) plan.staggered.emplace(year, *when);
  }
  if (evening.title.empty() || evening.title.size() > 200) faults.add("title", say.say("Please give the evening a name of up to 200 characters."));
  for (auto& fault : stage_faults(say, plan, *people, office_.kernel.clock.now())) faults.add(fault.field, std::move(fault.words));
  if (auto fault = fault_of_link(say, evening.online_link); !fault.empty()) faults.add("online_link", std::move(fault));
  return plan;
}

Response OfficeStages::set_stages(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  OfficeFaults faults;
  Act act{.after = read_stages(request, *plan, faults)};
  const auto run = office_.kernel.database.read([&](Reader& reader) { return find_run(reader, plan->evening.id); });
  const bool opens = opens_round(*plan, act.after, office_.kernel.clock.now());
  if (opens && run && is_given(*run)) faults.add("wishes_until", request.say->say("The appointments of the preference round are booked: it cannot be opened again."));
  if (faults.any()) return show_stages(request, *plan, act.after, faults);
  const bool other_link = act.after.evening.online_link != plan->evening.online_link;
  renew_links(act.after, plan->evening);
  if (opens && !run) act.after.evening.allocated_at.reset();  // nobody had wished, so it was over at its close
  return office_.perform(request, *plan, act,
                         {.title = request.say->say("How booking opens"), .sentence = other_link ? request.say->say("The address of online appointments changes.") : "",
                          .button = request.say->say("Save"), .back = office_link(plan->evening.id)});
}

}  // namespace lodge::parents_evening
