// Who is given a desk on which date.
#include "arrange.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::set<TeacherId> wanted_teachers(const Plan& plan, const People& people) {
  std::set<TeacherId> wanted;
  for (const auto* student : people.students()) {
    if (!invited(plan, people, *student)) continue;
    for (const auto& pairing : pairings(plan, people, student->id)) wanted.insert(pairing.teacher);
  }
  return wanted;
}

bool sits_on(const Plan& plan, EveningDateId date, TeacherId teacher) {
  return std::ranges::any_of(plan.desks, [&](const Desk& desk) { return desk.date == date && desk.has(teacher); });
}

bool interprets_on(const Plan& plan, EveningDateId date, TeacherId teacher) {
  return std::ranges::any_of(plan.interpreters, [&](const Interpreter& one) {
    return one.teacher == teacher && std::ranges::find(one.times, date, &InterpreterTime::date) != one.times.end();
  });
}

/// Of those who are wanted, by surname; answers how many they were.
template <class Meant>
std::size_t seat_those(Plan& plan, const People& people, const EveningDate& date, Meant meant) {
  const auto wanted = wanted_teachers(plan, people);
  std::size_t seats = 0;
  for (const auto* teacher : people.teachers()) {
    if (!wanted.contains(teacher->id) || !meant(teacher->id)) continue;
    plan.desks.push_back(make_desk(plan.evening, date, {teacher->id}));
    ++seats;
  }
  return seats;
}

}  // namespace

void seat(Plan& plan, const EveningDate& date, TeacherId teacher, const Desk& like, std::optional<RoomId> room) {
  const auto own = std::ranges::find_if(plan.desks, [&](const Desk& desk) { return desk.date == date.id && desk.has(teacher); });
  if (own != plan.desks.end()) {
    own->away = false;
    return;
  }
  auto desk = make_desk(plan.evening, date, {teacher});
  desk.room = room;
  desk.step_free = like.step_free && room == like.room;
  set_slot(desk, date, like.slot);
  plan.desks.push_back(std::move(desk));
}

std::size_t seat_everybody(Plan& plan, const People& people, EveningDateId id) {
  const auto* date = plan.date(id);
  if (date == nullptr || date->called_off) return 0;
  return seat_those(plan, people, *date, [&](TeacherId teacher) { return !sits_on(plan, id, teacher); });
}

void seat_newcomers(Plan& plan, const People& people) {
  std::map<EveningDateId, std::set<TeacherId>> sitting;
  std::set<TeacherId> seated;
  for (const auto& desk : plan.desks) {
    for (const auto& one : desk.teachers) {
      sitting[desk.date].insert(one.teacher);
      seated.insert(one.teacher);
    }
  }
  for (const auto& date : plan.held_dates()) {
    if (sitting[date.id].size() * 2 < seated.size()) continue;
    seat_those(plan, people, date, [&](TeacherId teacher) { return !seated.contains(teacher) && !interprets_on(plan, date.id, teacher); });
  }
}

}  // namespace lodge::parents_evening
