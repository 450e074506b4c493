#include "appointments.h"
#include "setup_claims.h"
#include "store.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr int kParked = 1'000'000;  // beyond every desk's last slot

void give_back(const Kernel& kernel, Transaction& transaction, Fate& fate) {
  static_cast<void>(kernel.ledger.cancel(transaction, fate.before.booking));
  end(transaction, fate.before.booking);
  unmark(transaction, fate.before.booking);
  fate.told = fate.told || (fate.after && fate.before.state == AppointmentState::booked);
  fate.after.reset();
}

bool claim(const Kernel& kernel, Transaction& transaction, const Appointment& one, const std::vector<Want>& wants) {
  const auto booking = kernel.ledger.find(transaction, one.booking);
  return booking && kernel.ledger.change(transaction, one.booking, booking->version, wants).has_value();
}

bool moved(const Kernel& kernel, Transaction& transaction, const Fate& fate) {
  const auto& one = *fate.after;
  if (!claim(kernel, transaction, one, {{resource_of(one.desk), slots_of(one.slot, one.slots), 1}, {diary_of(one.household), one.when, 1}})) return false;
  place(transaction, one);
  return true;
}

/// Out of everybody's way, so that two who change places do not wait for each other.
void park(const Kernel& kernel, Transaction& transaction, const std::vector<Fate*>& waiting) {
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const auto& one = waiting[i]->before;
    claim(kernel, transaction, one, {{resource_of(one.desk), slots_of(kParked + static_cast<int>(i), 1), 1}});
  }
}

void move_all(const Kernel& kernel, Transaction& transaction, std::vector<Fate*>& waiting) {
  for (std::size_t before = 0; before != waiting.size();) {
    before = waiting.size();
    std::erase_if(waiting, [&](const Fate* fate) { return moved(kernel, transaction, *fate); });
  }
}

}  // namespace

void move_appointments(const Kernel& kernel, Transaction& transaction, std::vector<Fate>& fates) {
  std::vector<Fate*> waiting;
  for (auto& fate : fates) {
    if (fate.after && fate.stays()) continue;
    if (!fate.after || fate.before.state == AppointmentState::held) {
      give_back(kernel, transaction, fate);
    } else {
      waiting.push_back(&fate);
    }
  }
  // Who moves later goes from the last to the first, so that each finds its place empty.
  std::ranges::sort(waiting, std::greater(), [](const Fate* fate) { return std::tuple(fate->after->when.starts(), fate->before.booking); });
  move_all(kernel, transaction, waiting);
  park(kernel, transaction, waiting);
  move_all(kernel, transaction, waiting);
  for (auto* fate : waiting) give_back(kernel, transaction, *fate);  // the family is elsewhere then
}

}  // namespace lodge::parents_evening
