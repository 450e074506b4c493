#include "office_lengths.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

/// A class as a field names it, and a teacher: "c.9B/Ma1", "t.<id>".
constexpr std::string_view kClass = "c.", kTeacher = "t.";

std::string field_of(const std::string& who) { return "slots-" + who; }

/// The classes of those who are invited, by code, with what they are called.
std::map<std::string, std::string> classes_of(const Plan& plan, const People& people) {
  std::map<std::string, std::string> all;
  for (const auto* student : people.students()) {
    if (!invited(plan, people, *student)) continue;
    for (const auto* one : people.classes_of(student->id)) all.emplace(one->code, one->subject.empty() ? one->code : one->code + " · " + one->subject);
  }
  return all;
}

std::vector<TeacherId> teachers_of(const Plan& plan) {
  std::vector<TeacherId> all;
  for (const auto& desk : plan.desks) {
    for (const auto& one : desk.teachers) all.push_back(one.teacher);
  }
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  return all;
}

Value::List teacher_options(const Plan& plan, const People& people) {
  std::vector<std::pair<std::string, TeacherId>> named;
  for (const auto teacher : teachers_of(plan)) named.emplace_back(people.name(same_person<PersonId>(teacher)), teacher);
  std::ranges::sort(named);
  Value::List list;
  for (const auto& [name, teacher] : named) list.push_back(Value::Map{{"value", std::string(kTeacher) + teacher.text()}, {"words", name}});
  return list;
}

/// Sets one class or teacher to that length; 1 takes it off the list.
void put(Lengths& lengths, const std::string& who, int slots) {
  if (who.starts_with(kClass)) {
    const auto code = who.substr(kClass.size());
    if (slots > 1) lengths.classes[code] = slots;
    else lengths.classes.erase(code);
  }
  const auto teacher = who.starts_with(kTeacher) ? TeacherId::parse(who.substr(kTeacher.size())) : std::nullopt;
  if (!teacher) return;
  if (slots > 1) lengths.teachers[*teacher] = slots;
  else lengths.teachers.erase(*teacher);
}

std::vector<std::pair<std::string, int>> all_of(const Lengths& lengths) {
  std::vector<std::pair<std::string, int>> all;
  for (const auto& [teacher, slots] : lengths.teachers) all.emplace_back(std::string(kTeacher) + teacher.text(), slots);
  for (const auto& [code, slots] : lengths.classes) all.emplace_back(std::string(kClass) + code, slots);
  return all;
}

}  // namespace

Value::List length_choices(const Say& say, int chosen) {
  Value::List list;
  for (int slots = 1; slots <= kLongestAppointment; ++slots) {
    list.push_back(Value::Map{{"value", slots}, {"words", say.say_many("{count} time", "{count} times, one after another", slots)}, {"chosen", slots == chosen}});
  }
  return list;
}

std::optional<int> read_length(std::string_view text) {
  int slots = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), slots);
  const bool fine = fault == std::errc() && end == text.data() + text.size() && slots >= 1 && slots <= kLongestAppointment;
  return fine ? std::optional(slots) : std::nullopt;
}

void OfficeLengths::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/lengths", [this](const Request& request) { return show(request); },
                   [this](const Request& request) { return set(request); });
}

Response OfficeLengths::show(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto classes = classes_of(*plan, *people);
  Value::List rows, options;
  for (const auto& [who, slots] : all_of(plan->lengths)) {
    const auto teacher = PersonId::parse(who.substr(kTeacher.size()));
    const auto found = classes.find(who.substr(kClass.size()));
    const auto name = who.starts_with(kTeacher) && teacher ? people->name(*teacher) : found == classes.end() ? who.substr(kClass.size()) : found->second;
    rows.push_back(Value::Map{{"field", field_of(who)}, {"id", "length-" + std::to_string(rows.size())}, {"name", name}, {"lengths", length_choices(say, slots)}});
  }
  for (const auto& [code, words] : classes) options.push_back(Value::Map{{"value", std::string(kClass) + code}, {"words", words}});
  return office_.page(request, *plan, "lengths", say.say("Who needs longer"),
                      {{"rows", std::move(rows)}, {"classes", std::move(options)}, {"teachers", teacher_options(*plan, *people)},
                       {"lengths", length_choices(say, 2)}, {"interpreter", length_choices(say, plan->lengths.interpreter)},
                       {"done", request.query.has("done") ? say.say("Saved.") : ""}});
}

Response OfficeLengths::set(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  Act act{.after = *plan};
  auto& lengths = act.after.lengths;
  lengths.interpreter = read_length(request.form.get("interpreter")).value_or(lengths.interpreter);
  for (const auto& [who, slots] : all_of(plan->lengths)) put(lengths, who, read_length(request.form.get(field_of(who))).value_or(slots));
  if (const auto& who = request.form.get("who"); !who.empty()) put(lengths, who, read_length(request.form.get("slots")).value_or(2));
  return office_.perform(request, *plan, act, {.title = request.say->say("Who needs longer"), .sentence = "", .button = request.say->say("Save"),
                                               .back = office_link(plan->evening.id) + "/lengths"});
}

}  // namespace lodge::parents_evening
