#include "settling.h"

#include "decide.h"
#include "offer_time.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// The slot of `desk` that begins then, with as many after it as the appointment needs; nothing when it has none.
std::optional<int> slot_at(const Desk& desk, Instant starts, int slots) {
  const auto since = starts - desk.starts;
  if (since.count() < 0 || since % desk.slot != std::chrono::microseconds(0)) return std::nullopt;
  const auto slot = since / desk.slot;
  if (slot > desk.slots - slots) return std::nullopt;
  for (int i = 0; i < slots; ++i) {
    if (desk.is_break(static_cast<int>(slot) + i)) return std::nullopt;
  }
  return static_cast<int>(slot);
}

Appointment placed(Appointment one, const Desk& desk, int slot) {
  one.date = desk.date;
  one.desk = desk.id;
  one.slot = slot;
  one.when = desk.when(slot, one.slots);
  return one;
}

}  // namespace

std::optional<Appointment> Settling::keep(const Appointment& one, Instant starts, bool apart_only) {
  if (after_.evening.state == EveningState::cancelled) return std::nullopt;
  const auto* desk = after_.desk(one.desk);
  if (desk == nullptr || desk->away || !desk->has(one.teacher)) desk = desk_then(one, starts);
  const auto slot = desk == nullptr ? std::nullopt : slot_at(*desk, starts, one.slots);
  if (!slot || !is_free(*desk, *slot, one.slots, at_desk_[desk->id])) return std::nullopt;
  if (one.is_offer() && !reaches(one.household, *desk)) return std::nullopt;  // the line would not offer that
  const auto kept = placed(one, *desk, *slot);
  if (is_elsewhere(school_.elsewhere_of(kept.household), kept.when) || (apart_only && !is_apart(kept))) return std::nullopt;
  return settle(kept);
}

std::optional<Appointment> Settling::nearest_to(Appointment one, Instant starts) {
  if (after_.evening.state == EveningState::cancelled) return std::nullopt;
  Situation s{.plan = after_, .people = school_.people, .rooms = school_.rooms, .household = one.household, .on_behalf = true,
              .family = of_family_[one.household], .elsewhere = school_.elsewhere_of(one.household), .at_desks = {}, .of_children = {},
              .least_slots = school_.length_of(one.household),
              .needs = school_.needs_of(one.household), .interpreting = interpreting_, .now = one.is_offer() ? now_ + kLeastToAnswer : now_};
  for (const auto* desk : after_.desks_of(one.teacher)) std::ranges::copy(at_desk_[desk->id], std::back_inserter(s.at_desks));
  const auto near = [&] { return nearest(s, {one.student, one.teacher, one.desk, one.slot, one.slots, ""}, starts, 1); };
  auto spots = near();
  if (one.is_offer()) {
    const int now = slots_for(s, one.student, one.teacher);
    if (spots.empty() && now < one.slots) {
      one.slots = now;
      spots = near();
    }
  } else {
    if (spots.empty() && wants_interpreter(s)) {
      s.needs.interpreter.clear();
      spots = near();
    }
    if (spots.empty() && s.needs.step_free) {
      s.needs.step_free = false;
      spots = near();
    }
  }
  if (spots.empty()) return std::nullopt;
  const auto& spot = spots.front();
  if (wants_interpreter(s)) one.interpreter = interpreter_for(after_, s.needs.interpreter, spot.when, interpreting_, one.interpreter);
  return settle(placed(one, *after_.desk(spot.desk), spot.slot));
}

bool Settling::reaches(HouseholdId household, const Desk& desk) const {
  return !school_.needs_of(household).step_free || is_step_free(after_, school_.rooms, desk);
}

const Desk* Settling::desk_then(const Appointment& one, Instant starts) const {
  for (const auto* desk : after_.desks_of(one.teacher)) {
    if (slot_at(*desk, starts, 1) && reaches(one.household, *desk)) return desk;
  }
  return nullptr;
}

bool Settling::is_apart(const Appointment& one) {
  const Engagement here{after_.desk(one.desk), one.when};
  return std::ranges::all_of(of_family_[one.household], [&](const Appointment& other) {
    return apart(after_, school_.rooms, {after_.desk(other.desk), other.when}, here);
  });
}

Appointment Settling::settle(Appointment one) {
  at_desk_[one.desk].push_back(one);
  of_family_[one.household].push_back(one);
  if (one.interpreter) interpreting_.push_back({*one.interpreter, one.when, one.booking});
  return one;
}

}  // namespace lodge::parents_evening
