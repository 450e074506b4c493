#include "core/sync/plan.h"

#include <array>

namespace lodge::core {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 5> kStates = {"planned", "applying", "switched", "applied", "undone"};

Value to_value(const Count& count) {
  return Value::Map{{"added", count.added}, {"changed", count.changed}, {"missing", count.missing}, {"same", count.same}};
}

Value to_value(const Fault& fault) {
  return Value::Map{{"weight", word_of(fault.weight)}, {"kind", fault.kind}, {"file", fault.origin.file}, {"row", fault.origin.row},
                    {"who", fault.who}, {"what", fault.what}, {"remedy", fault.remedy}};
}

Value to_value(const Brake& brake) {
  return Value::Map{{"key", brake.key()}, {"kind", brake.kind}, {"missing", brake.missing}, {"of", brake.of},
                    {"sentence", brake.sentence}, {"can_be_confirmed", brake.can_be_confirmed()}};
}

template <class Items>
Value::List list_of(const Items& items) {
  Value::List list;
  for (const auto& item : items) list.push_back(to_value(item));
  return list;
}

}  // namespace

std::string_view word_of(PlanState state) { return kStates[static_cast<std::size_t>(state)]; }

PlanState plan_state(std::string_view word) {
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (kStates[i] == word) return static_cast<PlanState>(i);
  }
  return PlanState::undone;  // never applied by mistake
}

Value to_value(const Plan& plan) {
  Value::Map counts;
  for (const auto& [kind, count] : plan.counts) counts.emplace(kind, to_value(count));
  return Value::Map{{"id", plan.id.text()}, {"state", word_of(plan.state)}, {"made_at", plan.made_at.time_since_epoch().count()},
                    {"counts", std::move(counts)}, {"mappings", Value::List(plan.mappings.begin(), plan.mappings.end())}, {"faults", list_of(plan.faults)}, {"brakes", list_of(plan.brakes)},
                    {"lessons_to_book", plan.lessons_to_book}, {"lessons_to_cancel", plan.lessons_to_cancel},
                    {"nothing_to_do", plan.nothing_to_do}};
}

}  // namespace lodge::core
