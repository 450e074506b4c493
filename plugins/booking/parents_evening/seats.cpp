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

std::set<TeacherId> sitting_on(const Plan& plan, EveningDateId date) {
  std::set<TeacherId> all;
  for (const auto& desk : plan.desks) {
    if (desk.date != date) continue;
    for (const auto& one : desk.teachers) all.insert(one.teacher);
  }
  return all;
}

bool sits_on(const Plan& plan, EveningDateId date, TeacherId teacher) {
  return std::ranges::any_of(plan.desks, [&](const Desk& desk) { return desk.date == date && desk.has(teacher); });
}

bool interprets_on(const Plan& plan, EveningDateId date, TeacherId teacher) {
  return std::ranges::any_of(plan.interpreters, [&](const Interpreter& one) {
    return one.teacher == teacher && std::ranges::find(one.times, date, &InterpreterTime::date) != one.times.end();
  });
}

/// How somebody meets families on that date who did it as at `like`: as everybody does where all are online or telephone,
/// or where `like` was as everybody's, too.
Mode mode_there(const Plan& plan, const Desk& like, const EveningDate& date) {
  if (date.mode == Mode::mixed) return like.mode;
  const bool as_everybody = like.mode == plan.date(like.date)->mode;
  return date.mode == Mode::in_person && !as_everybody ? like.mode : date.mode;
}

Desk desk_like(const Plan& plan, const EveningDate& date, const Desk& like, std::vector<TeacherId> teachers, std::optional<RoomId> room = {}) {
  auto desk = make_desk(plan.evening, date, std::move(teachers));
  desk.room = room;
  desk.step_free = like.step_free && room && room == like.room;
  if (has_own_link(plan.evening, like)) desk.link = like.link;
  set_mode(desk, plan.evening, mode_there(plan, like, date));
  return desk;
}

/// Where she last saw families herself, by date; nullptr: nowhere.
const Desk* own_desk(const Plan& plan, TeacherId teacher) {
  const Desk* last = nullptr;
  for (const auto* desk : plan.desks_of(teacher)) {
    const auto own = std::ranges::find(desk->teachers, teacher, &DeskTeacher::teacher);
    if (own != desk->teachers.end() && !own->substitute) last = desk;
  }
  return last;
}

/// Of those who are wanted, by surname: as they last sat, if they did, and with whom; answers how many they were.
template <class Meant>
std::size_t seat_those(Plan& plan, const People& people, const EveningDate& date, Meant meant) {
  const auto wanted = wanted_teachers(plan, people);
  const auto is_to_sit = [&](TeacherId teacher) { return wanted.contains(teacher) && !sits_on(plan, date.id, teacher) && meant(teacher); };
  std::size_t seats = 0;
  for (const auto* teacher : people.teachers()) {
    if (!is_to_sit(teacher->id)) continue;
    std::vector together{teacher->id};
    const auto* like = own_desk(plan, teacher->id);
    for (const auto& one : like == nullptr ? std::vector<DeskTeacher>() : like->teachers) {
      if (one.teacher != teacher->id && !one.substitute && is_to_sit(one.teacher)) together.push_back(one.teacher);
    }
    seats += together.size();
    auto desk = like == nullptr ? make_desk(plan.evening, date, together) : desk_like(plan, date, *like, together);
    if (like != nullptr && like->slot != plan.date(like->date)->slot) set_slot(desk, date, like->slot);
    plan.desks.push_back(std::move(desk));
  }
  return seats;
}

void sit_again(Desk& own, const Desk& like, std::optional<RoomId> room) {
  if (own.away || room != like.room) {
    if (own.room != room) own.step_free = false;
    own.room = room;
  }
  own.away = false;
}

}  // namespace

void seat(Plan& plan, const EveningDate& date, TeacherId teacher, const Desk& like, std::optional<RoomId> room) {
  const auto own = std::ranges::find_if(plan.desks, [&](const Desk& desk) { return desk.date == date.id && desk.has(teacher); });
  if (own != plan.desks.end()) return sit_again(*own, like, room);
  auto desk = desk_like(plan, date, like, {teacher}, room);
  set_slot(desk, date, like.slot);
  plan.desks.push_back(std::move(desk));
}

std::size_t seat_everybody(Plan& plan, const People& people, EveningDateId id) {
  const auto* date = plan.date(id);
  if (date == nullptr || date->called_off) return 0;
  return seat_those(plan, people, *date, [&](TeacherId teacher) { return !sits_on(plan, id, teacher); });
}

void seat_newcomers(Plan& plan, const People& people, Instant now) {
  std::set<TeacherId> known, coming;
  for (const auto& desk : plan.desks) {
    for (const auto& one : desk.teachers) known.insert(one.teacher);
  }
  std::vector<EveningDate> dates;
  for (const auto& date : plan.held_dates()) {
    if (date.when.ends() <= now) continue;
    dates.push_back(date);
    coming.merge(sitting_on(plan, date.id));
  }
  const auto of_few = [&](const EveningDate& date) { return sitting_on(plan, date.id).size() * 2 < coming.size(); };
  if (!std::ranges::all_of(dates, of_few)) std::erase_if(dates, of_few);
  for (const auto& date : dates) {
    seat_those(plan, people, date, [&](TeacherId teacher) { return !known.contains(teacher) && !interprets_on(plan, date.id, teacher); });
  }
}

}  // namespace lodge::parents_evening
