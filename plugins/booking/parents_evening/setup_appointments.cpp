#include "appointments.h"
#include "claims.h"
#include "holds.h"
#include "notes.h"
#include "setup_claims.h"
#include "store.h"

#include <ranges>
#include <utility>

namespace lodge::parents_evening {
namespace {

void give_back(const Kernel& kernel, Transaction& transaction, Fate& fate) {
  let_go(kernel, transaction, fate.before.booking);
  fate.told = fate.told || (fate.after && fate.before.state == AppointmentState::booked);
  fate.after.reset();
}

/// With what its family wrote, which is sealed to the teacher's place. False when the family sees that teacher already.
bool keep_under_colleague(const Kernel& kernel, Transaction& transaction, const Plan& after, const People& people, const Fate& fate) {
  auto one = *fate.after;
  const auto site = after.evening.site;
  const auto note = opened_note(kernel, site, fate.before);
  one.note = note.empty() ? "" : kernel.privacy.seal(site, one.author, note_place(one.evening, one.student, one.teacher), note);
  unmark(transaction, one.booking);
  if (!mark(transaction, after, people, one, kernel.clock.now())) return false;
  hand_over(transaction, one);
  return true;
}

/// Takes their new times for all of them, or answers for whom there is none: the family is elsewhere then, or gave its
/// appointment back meanwhile.
std::vector<std::size_t> claim_all(const Kernel& kernel, Transaction& transaction, const std::vector<Fate*>& moving) {
  std::vector<NewWants> all;
  for (const auto* fate : moving) all.push_back({fate->after->booking, claims_of(*fate->after)});
  return kernel.ledger.change_all(transaction, all);
}

}  // namespace

void move_appointments(const Kernel& kernel, Transaction& transaction, const Plan& after, const People& people, std::vector<Fate>& fates) {
  std::vector<Fate*> moving;
  for (auto& fate : fates) {
    if (fate.after && fate.stays()) continue;
    if (!fate.after || fate.before.state == AppointmentState::held) {
      give_back(kernel, transaction, fate);
    } else if (fate.after->teacher != fate.before.teacher && !keep_under_colleague(kernel, transaction, after, people, fate)) {
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
