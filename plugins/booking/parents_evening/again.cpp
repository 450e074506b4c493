#include "again.h"

#include <lodge/web.h>

namespace lodge::parents_evening {

std::string key_of(const Basket& basket, std::size_t i) {
  constexpr std::size_t kRoomForChoice = 64 - 3;
  const auto& key = basket.idempotency_key;
  if (key.empty()) return {};
  return (key.size() <= kRoomForChoice ? key : key.substr(0, 32) + entity_tag(key)) + "/" + std::to_string(i);
}

bool is_what_was_booked(const Choice& choice, const Appointment& before, std::int64_t version) {
  if (before.student != choice.student || before.teacher != choice.teacher) return false;
  return version > 1 || (before.desk == choice.desk && before.slot == choice.slot);
}

}  // namespace lodge::parents_evening
