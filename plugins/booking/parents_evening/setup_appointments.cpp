#include "appointments.h"
#include "book.h"
#include "claims.h"
#include "decide.h"
#include "holds.h"
#include "interpreters.h"
#include "needs.h"
#include "notes.h"
#include "offer_time.h"
#include "setup_claims.h"
#include "shown.h"
#include "store.h"

#include <ranges>
#include <utility>

namespace lodge::parents_evening {
namespace {

void give_back(const Kernel& kernel, Transaction& transaction, Fate& fate) {
  let_go(kernel, transaction, fate.before.booking);
  fate.told = fate.told || (fate.after && !fate.before.in_basket());
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

bool goes_elsewhere(const Fate& fate) { return fate.after->when != fate.before.when || fate.after->teacher != fate.before.teacher; }

/// Whether the line would offer that to the family, with what it needs.
bool suits(const Kernel& kernel, Reader& reader, const Plan& after, const Appointment& one) {
  const auto needs = needs_known(kernel, reader, after.evening, one.household);
  if (needs.step_free && !is_step_free(after, *kernel.rooms.rooms(after.evening.site), *after.desk(one.desk))) return false;
  return needs.interpreter.empty() || one.interpreter || !is_named(after, needs.interpreter);
}

/// What is offered goes to another time as a hold of its own: that has as long to be answered as one that is offered now, and
/// never less than was promised. False when there is no room for it, or not what the family needs.
bool hold_anew(const Kernel& kernel, Transaction& transaction, const Plan& after, const People& people, Appointment& one) {
  const auto now = kernel.clock.now(), starts = one.when.starts();
  const auto fresh = offered_until(kernel, after, starts, now);
  if (!fresh || !suits(kernel, transaction, after, one)) return false;
  one.held_until = std::max(*fresh, std::min({*one.held_until, starts, after.evening.closes_at.value_or(starts)}));
  const auto held = kernel.ledger.book(transaction, {.site = after.evening.site, .kind = std::string(kAppointmentKind), .owner = same_person<PersonId>(one.household),
                                                     .state = BookingState::held, .held_until = one.held_until, .wants = claims_of(one)});
  if (!held) return false;
  one.booking = held->id;
  if (!mark(transaction, after, people, one, now)) {
    let_go(kernel, transaction, one.booking);
    return false;
  }
  insert(transaction, one);
  return true;
}

void hold_anew(const Kernel& kernel, Transaction& transaction, const Plan& after, const People& people, Fate& fate) {
  if (hold_anew(kernel, transaction, after, people, *fate.after)) return;
  fate.after.reset();
  fate.told = may_be_told(people, fate.before);
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
  std::vector<Fate*> moving, offers;
  for (auto& fate : fates) {
    if (fate.after && fate.stays()) continue;
    if (fate.after && fate.before.is_offer() && goes_elsewhere(fate)) {
      let_go(kernel, transaction, fate.before.booking);
      offers.push_back(&fate);
    } else if (!fate.after || fate.before.in_basket()) {
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
  for (const auto* fate : moving) place_anew(kernel, transaction, after.evening.site, fate->before.when, *fate->after);
  for (auto* fate : offers) hold_anew(kernel, transaction, after, people, *fate);
}

}  // namespace lodge::parents_evening
