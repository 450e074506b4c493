#include "line_first.h"

#include "appointments.h"
#include "elsewhere.h"
#include "lengths.h"
#include "offer_time.h"
#include "waiting.h"

#include <lodge/parents.h>

#include <algorithm>
#include <limits>

namespace lodge::parents_evening {
namespace {

HouseholdId family_of(const Situation& s, const Waiting& place) { return household_of(s.people, same_person<PersonId>(place.contact)); }

/// A place in a line, and the desks at which it comes before the household.
struct Before {
  Waiting place;
  std::set<DeskId> desks;
};

/// Who stands in a line at one of the desks. Behind the household is who joined later at a desk where it waits itself: by
/// the desk, for those who share one are asked for under one name or another.
std::vector<Before> before_it(Reader& reader, const Situation& s, std::set<DeskId> desks) {
  std::vector<Before> some;
  for (auto& place : waiting_now(reader, s.plan.evening.id)) {
    const bool own = family_of(s, place) == s.household;
    std::set<DeskId> here;
    for (const auto* desk : s.plan.desks_of(place.whom.teacher)) {
      if (desks.contains(desk->id)) here.insert(desk->id);
      if (own) desks.erase(desk->id);
    }
    if (!own && !here.empty()) some.push_back({std::move(place), std::move(here)});
  }
  return some;
}

void keep_live(std::vector<Appointment>& some, Instant now) {
  std::erase_if(some, [&](const Appointment& one) { return !one.live(now); });
}

bool has_free_slot(const Situation& s, TeacherId teacher) {
  return std::ranges::any_of(s.plan.desks_of(teacher), [&](const Desk* desk) {
    for (int slot = 0; slot < desk->slots; ++slot) {
      if (desk->when(slot).starts() >= s.now && is_free(*desk, slot, 1, s.at_desks)) return true;
    }
    return false;
  });
}

}  // namespace

void read_family(const Kernel& kernel, Reader& reader, Situation& s) {
  const auto evening = s.plan.evening.id;
  s.family = of_household(reader, evening, s.household);
  s.of_children.clear();
  for (const auto* student : children(s.plan, s.people, s.household)) {
    std::ranges::move(of_student(reader, evening, student->id), std::back_inserter(s.of_children));
  }
  s.elsewhere = elsewhere(reader, evening, s.household, s.now);
  s.least_slots = family_length(reader, evening, s.household);
  keep_live(s.family, s.now);
  keep_live(s.of_children, s.now);
  s.needs = needs_known(kernel, reader, s.plan.evening, s.household);
  if (wants_interpreter(s)) s.interpreting = interpreting(reader, evening, s.now);
}

std::vector<Spot> could_offer(const Kernel& kernel, const Situation& s, const Whom& whom) {
  const auto around = s.family.empty() ? s.now : s.family.front().when.starts();
  Choice wanted{whom.student, whom.teacher, {}, 0, slots_for(s, whom.student, whom.teacher), ""};
  auto spots = nearest(s, wanted, around, std::numeric_limits<std::size_t>::max());
  if (spots.empty()) return spots;
  // What is left to be judged is the same at each of them.
  wanted.desk = spots.front().desk;
  wanted.slot = spots.front().slot;
  if (!judge(s, {wanted}).empty()) return {};
  std::erase_if(spots, [&](const Spot& spot) { return !offered_until(kernel, s.plan, spot.when.starts(), s.now); });
  return spots;
}

std::vector<Appointment> kept_for_line(const Kernel& kernel, Reader& reader, const Situation& whose, const std::set<DeskId>& desks) {
  const auto places = before_it(reader, whose, desks);
  if (places.empty()) return {};
  auto at_desks = taken_at(reader, std::vector(desks.begin(), desks.end()));
  keep_live(at_desks, whose.now);
  std::vector<Appointment> kept;
  for (const auto& [place, theirs] : places) {
    Situation s{.plan = whose.plan, .people = whose.people, .rooms = whose.rooms, .household = family_of(whose, place), .family = {},
                .at_desks = at_desks, .of_children = {}, .now = whose.now};
    if (!has_free_slot(s, place.whom.teacher)) continue;
    read_family(kernel, reader, s);
    for (const auto& spot : could_offer(kernel, s, place.whom)) {
      if (theirs.contains(spot.desk)) kept.push_back({.desk = spot.desk, .slot = spot.slot, .slots = spot.slots, .when = spot.when});
    }
  }
  return kept;
}

}  // namespace lodge::parents_evening
