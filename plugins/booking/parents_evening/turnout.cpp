#include "turnout.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr int kNoYear = -9;

void count(Turnout& turnout, const Appointment& one) {
  ++turnout.booked;
  turnout.came += one.attended == Attended::came ? 1 : 0;
  turnout.missed += one.attended == Attended::missed ? 1 : 0;
}

template <class Key>
std::vector<TurnoutLine> lines(std::map<Key, TurnoutLine> by) {
  std::vector<TurnoutLine> all;
  for (auto& [key, line] : by) all.push_back(std::move(line));
  return all;
}

bool is_few(int figure) { return figure > 0 && figure < kFew; }

/// Under which needs an appointment counts, in a steady order.
std::vector<std::pair<int, std::string>> needs_of(const Say& say, const Appointment& one, const std::map<HouseholdId, Needs>& needs, const Group* group) {
  std::vector<std::pair<int, std::string>> some;
  const auto said = needs.find(one.household);
  if (said != needs.end()) {
    if (!said->second.interpreter.empty()) some.emplace_back(0, say.say("An interpreter"));
    if (said->second.step_free) some.emplace_back(1, say.say("No steps"));
    if (!said->second.with_whom.empty()) some.emplace_back(2, say.say("Comes with somebody"));
  }
  if (group != nullptr && std::ranges::find(group->students, one.student) != group->students.end()) some.emplace_back(3, group->name);
  return some;
}

}  // namespace

Turnouts count_turnout(const Say& say, const Plan& plan, const People& people, const std::vector<Appointment>& booked,
                       const std::map<HouseholdId, Needs>& needs, const Group* group) {
  Turnout whole;
  std::map<std::pair<std::string, TeacherId>, TurnoutLine> by_teacher;
  std::map<int, TurnoutLine> by_year, by_need;
  for (const auto& one : booked) {
    const auto* desk = plan.desk(one.desk);
    for (const auto id : desk == nullptr ? std::vector{one.teacher} : seen_at(plan, people, one.student, one.teacher, *desk)) {
      const auto* teacher = people.teacher(id);
      auto& of_teacher = by_teacher[{teacher == nullptr ? "" : teacher->surname, id}];
      of_teacher.name = people.name(same_person<PersonId>(id));
      count(of_teacher.turnout, one);
    }
    const auto* student = people.student(one.student);
    const auto year = student == nullptr ? kNoYear : student->year_group.value_or(kNoYear);
    auto& of_year = by_year[year];
    of_year.name = year == kNoYear ? say.say("No year") : say.say("Year {year}", {{"year", std::to_string(year)}});
    for (auto* turnout : {&whole, &of_year.turnout}) count(*turnout, one);
    for (const auto& [nth, name] : needs_of(say, one, needs, group)) {
      by_need[nth].name = name;
      count(by_need[nth].turnout, one);
    }
  }
  return {whole, lines(std::move(by_teacher)), lines(std::move(by_year)), lines(std::move(by_need))};
}

Veiled exact(const Turnout& turnout) {
  return {std::to_string(turnout.booked), std::to_string(turnout.came), std::to_string(turnout.missed), std::to_string(turnout.unknown()), false};
}

Veiled veil(const Say& say, const Turnout& turnout) {
  const bool few = is_few(turnout.booked) || is_few(turnout.came) || is_few(turnout.missed) || is_few(turnout.unknown());
  if (!few) return exact(turnout);
  return {is_few(turnout.booked) ? say.say("fewer than 5") : std::to_string(turnout.booked), "–", "–", "–", true};
}

}  // namespace lodge::parents_evening
