#include "office_preflight.h"

#include "office_waiting.h"

#include <algorithm>
#include <array>

namespace lodge::parents_evening {
namespace {

using std::chrono::minutes;

constexpr std::size_t kMostNamed = 100;
constexpr auto kLengths = std::to_array<int>({30, 20, 15, 12, 10, 8, 7, 6, 5, 4, 3});

/// The next shorter length that people use.
std::optional<minutes> shorter(minutes slot) {
  const auto found = std::ranges::find_if(kLengths, [&](int length) { return minutes(length) < slot; });
  return found == kLengths.end() ? std::nullopt : std::optional(minutes(*found));
}

std::optional<Plan> with_shorter_slots(const Plan& plan) {
  auto after = plan;
  for (const auto& before : plan.held_dates()) {
    const auto slot = shorter(before.slot);
    if (!slot) return std::nullopt;
    auto date = before;
    date.slot = *slot;
    replace_date(after, date);
  }
  return after;
}

/// The second sits down with the first, wherever each has a desk alone. Whether there was such a desk.
bool sit_down_together(Plan& plan, TeacherId first, TeacherId second) {
  const auto alone = [](const Desk& desk, TeacherId teacher) { return !desk.away && desk.teachers.size() == 1 && desk.has(teacher); };
  bool any = false;
  for (auto& desk : plan.desks) {
    if (!alone(desk, first)) continue;
    const auto other = std::ranges::find_if(plan.desks, [&](const Desk& one) { return one.date == desk.date && alone(one, second); });
    if (other == plan.desks.end()) continue;
    desk.teachers.push_back(other->teachers.front());
    other->teachers.clear();
    other->away = any = true;
  }
  return any;
}

/// Teachers of one class at one desk, which has one desk's times: that makes no more of them, but families who see both go
/// to one appointment. Only those for whom nobody loses a meeting by it.
Plan with_joint_desks(const Plan& plan, const People& people) {
  auto best = plan;
  auto found = preflight(plan, people);
  for (const auto& one : people.classes()) {
    auto joint = best;
    if (one.teachers.size() < 2 || !sit_down_together(joint, one.teachers[0], one.teachers[1])) continue;
    auto then = preflight(joint, people);
    if (then.unmet() > found.unmet() || then.appointments >= found.appointments) continue;
    best = std::move(joint);
    found = std::move(then);
  }
  return best;
}

std::string all_of_desk(const People& people, const Load& load) {
  auto names = people.name(same_person<PersonId>(load.teacher));
  for (const auto one : load.with) names += ", " + people.name(same_person<PersonId>(one));
  return names;
}

Value::List named(const People& people, const std::vector<StudentId>& students) {
  Value::List list;
  for (const auto student : students) {
    if (list.size() < kMostNamed) list.push_back(people.name(same_person<PersonId>(student)));
  }
  return list;
}

Value::List named(const People& people, const std::vector<HouseholdId>& households) {
  Value::List list;
  for (const auto household : households) {
    const auto members = people.members_of(household);
    if (list.size() < kMostNamed && !members.empty()) list.push_back(people.name(same_person<PersonId>(members.front())));
  }
  return list;
}

}  // namespace

void OfficePreflight::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/preflight", [this](const Request& request) { return show(request); },
                   [this](const Request& request) { return take(request); });
}

std::optional<Plan> OfficePreflight::with(const Request& request, const Plan& plan, std::string_view way) const {
  const auto& kernel = office_.kernel;
  const auto people = kernel.directory.people(request.actor.site);
  if (plan.held_dates().empty()) return std::nullopt;
  if (way == "shorter_slots") return with_shorter_slots(plan);
  if (way == "joint") return with_joint_desks(plan, *people);
  if (way != "second_date" && way != "wishes") return std::nullopt;
  auto after = plan;
  if (way == "second_date") {
    auto wish = wish_of(plan.dates.back());
    wish.date = std::chrono::sys_days(wish.date) + std::chrono::days(7);
    const auto date = make_date(kernel.calendar, request.actor.site, wish, kernel.clock.now());
    if (!date) return std::nullopt;
    after.dates.push_back(*date);
    seat_everybody(after, *people, date->id);
  } else {
    // A week of wishes, then booking of what is left.
    auto& evening = after.evening;
    evening.wishes_from = std::max(evening.opens_at.value_or(kernel.clock.now()), kernel.clock.now());
    evening.wishes_until = std::min(*evening.wishes_from + std::chrono::days(7), plan.held_dates().front().when.starts() - std::chrono::days(2));
    if (*evening.wishes_until <= *evening.wishes_from) return std::nullopt;
    evening.opens_at = *evening.wishes_until + std::chrono::days(1);
    after.staggered.clear();
  }
  return after;
}

Value::List OfficePreflight::ways(const Request& request, const Plan& plan, const Preflight& found) const {
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto now = found.lacking();
  Value::List list;
  const auto add = [&](const char* way, std::string words, const std::optional<Plan>& after) {
    const auto then = after ? preflight(*after, *people).lacking() : now;
    if (then >= now) return;
    list.push_back(Value::Map{{"way", way}, {"words", std::move(words)},
                              {"effect", say.say("{now} without a time now, {then} then.", {{"now", std::to_string(now)}, {"then", std::to_string(then)}})}});
  };
  add("second_date", say.say("A second date, a week later"), with(request, plan, "second_date"));
  add("shorter_slots", say.say("Shorter appointments"), with(request, plan, "shorter_slots"));
  if (const int fewer = found.appointments - preflight(with_joint_desks(plan, *people), *people).appointments; fewer > 0) {
    list.push_back(Value::Map{{"way", "joint"}, {"words", say.say("Teachers of one class at one desk")},
                              {"effect", say.say_many("{count} appointment fewer to go to, since families see both at once. It makes no more times.",
                                                      "{count} appointments fewer to go to, since families see both at once. It makes no more times.", fewer)}});
  }
  if (!plan.evening.wishes_from && with(request, plan, "wishes")) {
    int wanted = 0, given = 0;
    for (const auto& load : found.loads) {
      wanted += load.wanted;
      given += std::min(load.wanted, load.times);
    }
    list.push_back(Value::Map{{"way", "wishes"}, {"words", say.say("A preference round: times are shared out fairly")},
                              {"effect", say.say("{given} of {wanted} can be seen, and nobody gets a fifth before all have a first.",
                                                 {{"given", std::to_string(given)}, {"wanted", std::to_string(wanted)}})}});
  }
  return list;
}

Response OfficePreflight::show(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto found = preflight(*plan, *people);
  int most = 1;
  for (const auto& load : found.loads) most = std::max({most, load.wanted, load.times});
  Value::List rows;
  for (const auto& load : found.loads) {
    rows.push_back(Value::Map{{"teacher", all_of_desk(*people, load)}, {"wanted", load.wanted}, {"times", load.times},
                              {"lacking", load.lacking() == 0 ? "" : say.say("short of {count}", {{"count", std::to_string(load.lacking())}})},
                              {"most", most}});
  }
  const auto line = office_.kernel.database.read([&](Reader& reader) { return waiting_for(reader, plan->evening.id); });
  Value::List waiting;
  for (const auto& [teacher, count] : families_in_line(*people, line)) {
    waiting.push_back(say.say_many("{count} family waits for {teacher}", "{count} families wait for {teacher}", static_cast<std::int64_t>(count),
                                   {{"teacher", people->name(same_person<PersonId>(teacher))}}));
  }
  const auto without_call = desks_without_call(*plan);
  auto ways = found.lacking() > 0 ? this->ways(request, *plan, found) : Value::List();
  Value::Map values{{"any_waiting", !waiting.empty()}, {"waiting", std::move(waiting)}, {"rows", std::move(rows)}, {"short", found.lacking() > 0}, {"any_ways", !ways.empty()}, {"ways", std::move(ways)},
                    {"lacking", say.say_many("If every family came to every teacher, {count} appointment would have no time.",
                                              "If every family came to every teacher, {count} appointments would have no time.", found.lacking())},
                    {"done", request.query.has("done") ? say.say("Saved.") : ""},
                    {"without_call", without_call == 0 ? "" : say.say_many("{count} online desk has no address for its calls.", "{count} online desks have no address for their calls.", without_call)},
                    {"draft", plan->evening.state == EveningState::draft},
                    {"without_email", named(*people, found.without_email)}, {"any_without_email", !found.without_email.empty()},
                    {"without_email_words", say.say_many("{count} family has no e-mail address: send a letter.", "{count} families have no e-mail address: send letters.", static_cast<std::int64_t>(found.without_email.size()))},
                    {"without_parent", named(*people, found.without_parent)}, {"any_without_parent", !found.without_parent.empty()},
                    {"without_parent_words", say.say_many("{count} student has no contact with parental responsibility.", "{count} students have no contact with parental responsibility.", static_cast<std::int64_t>(found.without_parent.size()))},
                    {"without_teacher", named(*people, found.without_teacher)}, {"any_without_teacher", !found.without_teacher.empty()},
                    {"without_teacher_words", say.say_many("{count} student has nobody to see.", "{count} students have nobody to see.", static_cast<std::int64_t>(found.without_teacher.size()))}};
  return office_.page(request, *plan, "preflight", say.say("Families against times"), std::move(values));
}

Response OfficePreflight::take(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto after = with(request, *plan, request.form.get("way"));
  if (!after) return show(request);
  const auto& say = *request.say;
  return office_.perform(request, *plan, {.after = *after}, {.title = say.say("Families against times"), .sentence = say.say("Appointments that are booked change."),
                                                             .button = say.say("Do it"), .back = office_link(plan->evening.id) + "/preflight", .all_the_same = true});
}

}  // namespace lodge::parents_evening
