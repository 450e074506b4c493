#include "appointments.h"
#include "claims.h"
#include "setup_claims.h"
#include "store.h"

#include <ranges>
#include <utility>

namespace lodge::parents_evening {
namespace {

void give_back(const Kernel& kernel, Transaction& transaction, Fate& fate) {
  static_cast<void>(kernel.ledger.cancel(transaction, fate.before.booking));
  end(transaction, fate.before.booking);
  unmark(transaction, fate.before.booking);
  fate.told = fate.told || (fate.after && fate.before.state == AppointmentState::booked);
  fate.after.reset();
}

/// Takes their new times for all of them, or answers for whom there is none: the family is elsewhere then, or gave its
/// appointment back meanwhile.
std::vector<std::size_t> claim_all(const Kernel& kernel, Transaction& transaction, const std::vector<Fate*>& moving) {
  std::vector<NewWants> all;
  for (const auto* fate : moving) all.push_back({fate->after->booking, claims_of(*fate->after)});
  return kernel.ledger.change_all(transaction, all);
}

}  // namespace

void move_appointments(const Kernel& kernel, Transaction& transaction, std::vector<Fate>& fates) {
  std::vector<Fate*> moving;
  for (auto& fate : fates) {
    if (fate.after && fate.stays()) continue;
    if (!fate.after || fate.before.state == AppointmentState::held) {
      give_back(kernel, transaction, fate);
    } else {
      moving.push_back(&fate);
    }
  }
  // Who has changed places with whom does not matter: all leave before any arrives.
  for (auto lost = claim_all(kernel, transaction, moving); !lost.empty(); lost = claim_all(kernel, transaction, moving)) {
    for (const auto i : std::views::reverse(lost)) {
      if (std::exchange(moving[i]->after->interpreter, std::nullopt)) continue;  // no family loses its time for want of one
      give_back(kernel, transaction, *moving[i]);
      moving.erase(moving.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  for (const auto* fate : moving) place(transaction, *fate->after);
}

}  // namespace lodge::parents_evening
