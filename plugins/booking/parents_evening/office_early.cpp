#include "office_early.h"

#include "needs.h"

#include <lodge/names.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kMostFound = 300;
constexpr std::string_view kFields[] = {"find", "class", "group", "need"};

bool is_needed(const Needs& needs, std::string_view need) {
  if (need == "interpreter") return !needs.interpreter.empty();
  if (need == "step_free") return needs.step_free;
  if (need == "with_whom") return !needs.with_whom.empty();
  return !needs.interpreter.empty() || needs.step_free || !needs.with_whom.empty();
}

bool is_in_class(const People& people, const Reach& family, const std::string& name) {
  return std::ranges::any_of(family.students, [&](StudentId id) { return people.student(id)->registration_class == name; });
}

bool is_in_group(const People& people, const Reach& family, const std::string& name) {
  const auto group = std::ranges::find(people.groups(), name, &Group::name);
  return group != people.groups().end() && std::ranges::any_of(family.students, [&](StudentId id) { return std::ranges::find(group->students, id) != group->students.end(); });
}

/// Registration classes and groups of the students who are invited.
std::pair<std::set<std::string>, std::set<std::string>> where(const People& people, const std::vector<Reach>& all) {
  std::set<StudentId> students;
  for (const auto& one : all) students.insert(one.students.begin(), one.students.end());
  std::set<std::string> classes, groups;
  for (const auto id : students) classes.insert(people.student(id)->registration_class);
  for (const auto& group : people.groups()) {
    if (std::ranges::any_of(group.students, [&](StudentId id) { return students.contains(id); })) groups.insert(group.name);
  }
  classes.erase("");
  return {std::move(classes), std::move(groups)};
}

Value::List options(const std::set<std::string>& names, const std::string& chosen) {
  Value::List list;
  for (const auto& name : names) list.push_back(Value::Map{{"name", name}, {"chosen", name == chosen}});
  return list;
}

Value::Map row(const Say& say, const People& people, const Reach& one) {
  return {{"household", one.household.text()}, {"students", student_names(say, people, one)}, {"names", one.names}};
}

}  // namespace

void OfficeEarly::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/early", [this](const Request& request) { return show(request); },
                   [this](const Request& request) { return change(request); });
}

std::vector<Reach> OfficeEarly::all(const Plan& plan) const {
  return office_.kernel.database.read([&](Reader& reader) { return reach(office_.kernel, reader, plan); });
}

std::vector<Reach> OfficeEarly::found(const Request& request, const Plan& plan) const {
  const auto& asked = request.query;
  if (std::ranges::all_of(kFields, [&](std::string_view field) { return asked.get(field).empty(); })) return {};
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto &registration_class = asked.get("class"), &group = asked.get("group"), &need = asked.get("need");
  const auto needs = need.empty() ? std::map<HouseholdId, Needs>() : needs_known(office_.kernel, plan.evening);
  const auto typed = name_words(asked.get("find"));
  auto some = all(plan);
  std::erase_if(some, [&](const Reach& one) {
    if (plan.early.contains(one.household) || !is_called(*people, one.household, one.students, typed)) return true;
    if (!registration_class.empty() && !is_in_class(*people, one, registration_class)) return true;
    if (!group.empty() && !is_in_group(*people, one, group)) return true;
    const auto said = needs.find(one.household);
    return !need.empty() && (said == needs.end() || !is_needed(said->second, need));
  });
  return some;
}

Value::Map OfficeEarly::search_values(const Request& request, const Plan& plan) const {
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto& need = request.query.get("need");
  const auto [classes, groups] = where(*people, all(plan));
  Value::List needs;
  for (const auto& [word, words] : std::initializer_list<std::pair<std::string, std::string>>{
           {"any", say.say("Any need")}, {"interpreter", say.say("An interpreter")}, {"step_free", say.say("No steps")}, {"with_whom", say.say("Comes with somebody")}}) {
    needs.push_back(Value::Map{{"name", word}, {"words", words}, {"chosen", word == need}});
  }
  return {{"find", request.query.get("find")}, {"classes", options(classes, request.query.get("class"))},
          {"groups", options(groups, request.query.get("group"))}, {"needs", std::move(needs)}};
}

Response OfficeEarly::show(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  auto values = search_values(request, *plan);
  Value::List chosen, rows;
  auto left = plan->early;
  for (const auto& one : all(*plan)) {
    if (left.erase(one.household) > 0) chosen.push_back(row(*request.say, *people, one));
  }
  for (const auto household : left) {
    chosen.push_back(Value::Map{{"household", household.text()}, {"students", ""}, {"names", names_of(say, *people, household)}, {"gone", true}});
  }
  const auto some = found(request, *plan);
  for (const auto& one : some) {
    if (rows.size() < kMostFound) rows.push_back(row(*request.say, *people, one));
  }
  // Who is found one by one is ticked one by one; a class is meant as a whole.
  const bool whole = request.query.get("find").empty();
  for (auto& one : rows) (*one.map())["ticked"] = whole;
  const auto count = static_cast<std::int64_t>(plan->early.size());
  const auto from = moment_words(office_.kernel, say, request.actor.site, plan->evening.early_from);
  values["count"] = say.say_many("{count} family may book early.", "{count} families may book early.", count);
  values["from"] = from.empty() ? "" : say.say("From {moment}.", {{"moment", from}});
  values["done"] = request.query.has("done");
  values["any"] = !chosen.empty();
  values["chosen"] = std::move(chosen);
  values["asked"] = std::ranges::any_of(kFields, [&](std::string_view field) { return !request.query.get(field).empty(); });
  values["any_found"] = !rows.empty();
  values["found_words"] = say.say_many("{count} family found", "{count} families found", static_cast<std::int64_t>(some.size()));
  values["found"] = std::move(rows);
  return office_.page(request, *plan, "early", say.say("Families who book early"), std::move(values));
}

Response OfficeEarly::change(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto invited = families(*plan, *people);
  Act act{.after = *plan};
  auto& early = act.after.early;
  for (const auto& text : request.form.every("add")) {
    const auto household = HouseholdId::parse(text);
    if (household && invited.contains(*household)) early.insert(*household);
  }
  for (const auto& text : request.form.every("remove")) {
    if (const auto household = HouseholdId::parse(text)) early.erase(*household);
  }
  if (request.form.get("all") == "remove") early.clear();
  const auto back = office_link(plan->evening.id) + "/early";
  if (early == plan->early) return Response::see_other(back);
  const auto before = plan->early.size(), after = early.size();
  const auto difference = static_cast<std::int64_t>(after > before ? after - before : before - after);
  const auto sentence = after > before
                            ? say.say_many("{count} more family may book before the others. Nobody is told.", "{count} more families may book before the others. Nobody is told.", difference)
                            : say.say_many("{count} family books with the others again. What it has booked stays.", "{count} families book with the others again. What they have booked stays.", difference);
  return office_.perform(request, *plan, act, {.title = say.say("Families who book early"), .sentence = sentence, .button = say.say("Yes, do it"), .back = back, .always = true});
}

}  // namespace lodge::parents_evening
