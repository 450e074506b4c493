#include "give_way.h"

#include "interpreters.h"
#include "sitting_claims.h"
#include "store.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

bool is_hers(const DeskTeacher& seat, ResourceId diary) { return diary_of(seat.who_sits()) == diary; }

bool sits_at(const Desk& desk, ResourceId diary) {
  return std::ranges::any_of(desk.teachers, [&](const DeskTeacher& seat) { return is_hers(seat, diary); });
}

template <class Busy>
void without(Transaction& transaction, Plan& plan, const Taken& taken, Busy busy) {
  for (auto& desk : plan.desks) {
    if (desk.away || desk.slots == 0) continue;
    const auto when = desk.when(0, desk.slots);
    const bool room = desk.room && resource_of(*desk.room) == taken.wanted.resource && when.overlaps(taken.wanted.when);
    const bool teacher = desk.sitting != taken.by && sits_at(desk, taken.wanted.resource) && when.overlaps(taken.clash);
    if (room) desk.room.reset();
    if (teacher) busy(desk);
    if (room || teacher) update(transaction, desk);
  }
}

/// Whoever interprets, at the times that a clash is about.
template <class Busy>
void interprets_without(Transaction& transaction, Plan& plan, const Taken& taken, Busy stays) {
  for (auto& one : plan.interpreters) {
    if (!one.teacher || diary_of(*one.teacher) != taken.wanted.resource) continue;
    std::erase_if(one.times, [&](InterpreterTime& time) { return time.sitting != taken.by && time.when.overlaps(taken.clash) && !stays(time); });
  }
  replace_interpreters(transaction, plan.evening.id, plan.interpreters);
}

/// Nobody is seen at those times; false when too little would be left.
bool rest(Desk& desk, const Interval& when) {
  auto breaks = desk.breaks;
  for (int slot = 0; slot < desk.slots; ++slot) {
    if (!desk.is_break(slot) && desk.when(slot).overlaps(when)) breaks.push_back(slot);
  }
  std::ranges::sort(breaks);
  const auto left = desk.slots - static_cast<int>(breaks.size());
  if (left == 0 || (desk.teachers.size() > 1 && left * 2 < desk.slots)) return false;
  desk.breaks = std::move(breaks);
  return true;
}

void leave(Transaction& transaction, Desk& desk, ResourceId diary) {
  if (desk.teachers.size() == 1) {
    desk.away = true;
    return;
  }
  std::erase_if(desk.teachers, [&](const DeskTeacher& seat) { return is_hers(seat, diary); });
  replace_teachers(transaction, desk);
}

}  // namespace

void leave_out(Transaction& transaction, Plan& plan, const Taken& taken) {
  without(transaction, plan, taken, [](Desk& desk) { desk.away = true; });
  interprets_without(transaction, plan, taken, [](const InterpreterTime&) { return false; });
}

void give_way(Transaction& transaction, Plan& plan, const Taken& taken) {
  without(transaction, plan, taken, [&](Desk& desk) {
    if (!rest(desk, taken.clash)) leave(transaction, desk, taken.wanted.resource);
  });
  interprets_without(transaction, plan, taken, [&](InterpreterTime& time) {
    const auto left = until(time.when, taken.clash.starts());
    if (left) time.when = *left;
    return left.has_value();
  });
}

}  // namespace lodge::parents_evening
