#include "roomless.h"

namespace lodge::parents_evening {
namespace {

bool has_no_place(const Plan& plan, const Desk& desk) {
  if (desk.away || desk.room || desk.mode != Mode::in_person || desk.teachers.empty()) return false;
  if (!desk.place.empty()) return desk.has_number();
  int with = 0, without = 0;
  for (const auto& other : plan.desks) {
    if (other.date == desk.date && !other.away && other.mode == Mode::in_person) ++(other.room ? with : without);
  }
  return with > without;
}

}  // namespace

std::vector<const Desk*> desks_without_place(const Plan& plan, Instant now) {
  std::vector<const Desk*> some;
  for (const auto& desk : plan.desks) {
    if (plan.date(desk.date)->when.ends() > now && has_no_place(plan, desk)) some.push_back(&desk);
  }
  return some;
}

}  // namespace lodge::parents_evening
