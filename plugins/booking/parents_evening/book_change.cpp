#include "again.h"
#include "appointments.h"
#include "book.h"
#include "claims.h"
#include "holds.h"
#include "night.h"
#include "notes.h"
#include "settings.h"
#include "store.h"
#include "tell.h"
#include "whom.h"

#include <lodge/errors.h>
#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

bool made_firm(const Kernel& kernel, Transaction& transaction, Appointment& one) {
  const auto booking = kernel.ledger.find(transaction, one.booking);
  if (!booking || booking->state == BookingState::cancelled) return false;
  if (!kernel.ledger.advance(transaction, one.booking, booking->version, BookingState::confirmed)) return false;
  one.state = AppointmentState::booked;
  one.held_until.reset();
  make_firm(transaction, one);
  return true;
}

/// What the family writes now, or wrote before.
std::string note_of(const Kernel& kernel, SiteId site, const Appointment& one, const std::map<BookingId, std::string>& notes) {
  const auto said = notes.find(one.booking);
  return said == notes.end() ? opened_note(kernel, site, one) : said->second;
}

/// The holds as the family's appointments that they have become; nothing when one of them has not.
std::optional<std::vector<Appointment>> all_booked(Reader& reader, HouseholdId household, const std::set<SeenHold>& seen) {
  std::vector<Appointment> all;
  for (const auto& one : seen) {
    const auto now = find(reader, one.booking);
    if (!now || now->household != household || now->state != AppointmentState::booked) return std::nullopt;
    all.push_back(*now);
  }
  return all.empty() ? std::nullopt : std::optional(std::move(all));
}

std::vector<Refused> one_refused(Why why) { return {{0, why, "", {}}}; }

/// Another family was faster with the interpreter: another one may be free still, so that is decided again.
Why why_not(const ChangeRefusal& refusal, const Appointment& one) {
  const auto* taken = std::get_if<Taken>(&refusal);
  const auto why = taken == nullptr ? Why::taken : why_taken(*taken, one.household, one.interpreter);
  return why == Why::no_interpreter ? Why::moved : why;
}

/// Whether that is early enough before the appointment begins; staff may always.
bool in_time(const Situation& s, const Appointment& one) {
  return s.on_behalf || one.when.starts() - s.plan.evening.change_until > s.now;
}

}  // namespace

void Appointments::release(const Actor& actor, EveningId evening, HouseholdId household) const {
  const bool own = household_of(*kernel_.directory.people(actor.site), actor.person) == household;
  if (!kernel_.access.may(actor, kManage) && !(own && kernel_.access.may(actor, kAttend))) return;
  // Most have none, and a write waits its turn.
  const auto any = kernel_.database.read([&](Reader& reader) { return !holds_of(reader, evening, household).empty(); });
  if (!any) return;
  kernel_.database.write([&](Transaction& transaction) {
    let_go_holds(kernel_, transaction, evening, household);
  });
}

Booked Appointments::confirm(const Actor& actor, EveningId evening, HouseholdId household, const std::set<SeenHold>& seen,
                             const std::map<BookingId, std::string>& notes) const {
  return decided([&] { return confirm_once(actor, evening, household, seen, notes); });
}

Booked Appointments::confirm_once(const Actor& actor, EveningId evening, HouseholdId household, const std::set<SeenHold>& seen,
                                  const std::map<BookingId, std::string>& notes) const {
  const auto known = know(actor, evening, household);
  if (!known) return std::unexpected(one_refused(Why::not_yours));
  const auto held = kernel_.database.read([&](Reader& reader) { return holds_shown(reader, *known->people, evening, household); });
  auto firm = seen.empty() || seen_holds(held) != seen ? std::unexpected(one_refused(Why::held_anew)) : firm_up(actor, *known, held, notes);
  if (firm) return firm;
  // Pressed twice: the other one was faster.
  if (auto made = kernel_.database.read([&](Reader& reader) { return all_booked(reader, household, seen); })) return *std::move(made);
  return firm;
}

Booked Appointments::firm_up(const Actor& actor, const Known& known, std::vector<Appointment> held, const std::map<BookingId, std::string>& notes) const {
  const auto& s = known.situation;
  const auto evening = known.plan->evening.id;
  if (!may_book(s)) return std::unexpected(one_refused(Why::not_open));
  Basket basket{.evening = evening, .household = s.household, .choices = {}, .made_by = s.on_behalf ? MadeBy::office : MadeBy::parent,
                .idempotency_key = {}, .instead_of_holds = true, .seen = seen_holds(held)};
  for (auto& one : held) {
    // Held before a contact rule was set, or the child changed class.
    if (!may_see(*known.plan, *known.people, s.household, one.student, one.teacher)) return std::unexpected(one_refused(Why::not_yours));
    basket.choices.push_back(choice_of(one));
    auto& choice = basket.choices.back();
    choice.note = note_of(kernel_, actor.site, one, notes);
    if (const auto wrong = unfit_note(*known.plan, choice.note)) return std::unexpected(std::vector<Refused>{{basket.choices.size() - 1, *wrong, "", {}}});
    if (notes.contains(one.booking)) one.note = sealed_note(kernel_, actor, evening, one.student, one.teacher, choice.note);
    if (notes.contains(one.booking)) one.author = actor.person;
  }
  auto firm = kernel_.database.write([&](Transaction& transaction) -> Booked {
    if (!still(transaction, known)) return std::unexpected(one_refused(Why::moved));
    if (seen_holds(holds_shown(transaction, *known.people, evening, s.household)) != *basket.seen) return std::unexpected(one_refused(Why::held_anew));
    auto all = held;
    for (auto& one : all) {
      if (!made_firm(kernel_, transaction, one)) return std::unexpected(one_refused(Why::taken));
    }
    for (const auto& one : all) arrive_with_others(transaction, *known.plan, one, s.now);
    kernel_.audit.record(transaction, actor, {"evening.booked", evening.text(), ""});
    tell(kernel_, transaction, {actor.site, evening, s.household, "booked", actor.person});
    return all;
  });
  if (firm || firm.error().front().why == Why::held_anew) return firm;
  // It ran out while she thought: taken anew, unless somebody else was faster.
  return put(actor, basket, std::nullopt);
}

Booked Appointments::take(const Actor& actor, BookingId offer, const With& with) const {
  const auto one = kernel_.database.read([&](Reader& reader) { return find(reader, offer); });
  const auto known = one ? know(actor, one->evening, one->household) : std::nullopt;
  if (!known || !one->is_offer()) return std::unexpected(one_refused(Why::not_yours));
  const auto& s = known->situation;
  if (!one->live(s.now)) return std::unexpected(one_refused(Why::taken));
  if (!may_book(s)) return std::unexpected(one_refused(Why::not_open));
  return kernel_.database.write([&](Transaction& transaction) -> Booked {
    if (!still(transaction, *known)) return std::unexpected(one_refused(Why::moved));
    auto firm = find(transaction, offer).value();
    if (!firm.is_offer() || !made_firm(kernel_, transaction, firm)) return std::unexpected(one_refused(Why::taken));
    if (!with(transaction, firm)) return std::unexpected(one_refused(Why::moved));
    arrive_with_others(transaction, *known->plan, firm, s.now);
    kernel_.audit.record(transaction, actor, {"evening.booked", one->evening.text(), ""});
    tell(kernel_, transaction, {actor.site, one->evening, one->household, "booked", actor.person});
    return std::vector{firm};
  });
}

void Appointments::withdraw(Transaction& transaction, BookingId offer) const {
  if (const auto one = find(transaction, offer); one && one->is_offer()) let_go(kernel_, transaction, offer);
}

Booked Appointments::move(const Actor& actor, BookingId booking, DeskId desk, int slot) const {
  return decided([&] { return move_once(actor, booking, desk, slot); });
}

Booked Appointments::move_once(const Actor& actor, BookingId booking, DeskId desk, int slot) const {
  const auto one = kernel_.database.read([&](Reader& reader) { return find(reader, booking); });
  auto known = one ? know(actor, one->evening, one->household) : std::nullopt;
  if (!known || one->state != AppointmentState::booked) return std::unexpected(one_refused(Why::not_yours));
  auto& s = known->situation;
  if (!in_time(s, *one)) return std::unexpected(one_refused(Why::not_open));
  for (auto* some : {&s.family, &s.at_desks, &s.of_children}) {
    std::erase_if(*some, [&](const Appointment& other) { return other.booking == booking; });
  }
  std::erase_if(s.interpreting, [&](const Interpreting& other) { return other.booking == booking; });
  auto choice = choice_of(*one);
  choice.desk = desk;
  choice.slot = slot;
  auto refused = judge(s, {choice});
  const auto* to = known->plan->desk(desk);
  if (!refused.empty()) {
    if (to != nullptr) refused[0].nearest = nearest(s, choice, to->when(slot).starts());
    return std::unexpected(std::move(refused));
  }
  std::vector there{choice};
  choose_interpreters(s, there);
  auto moved = *one;
  moved.date = to->date;
  moved.desk = desk;
  moved.slot = slot;
  moved.when = to->when(slot, one->slots);
  moved.interpreter = there.front().interpreter;
  auto done = kernel_.database.write([&](Transaction& transaction) -> Booked {
    if (!still(transaction, *known)) return std::unexpected(one_refused(Why::moved));
    if (!of_line(transaction, *known, {.evening = one->evening, .household = one->household, .choices = {choice}}).empty()) return std::unexpected(one_refused(Why::taken));
    const auto before = kernel_.ledger.find(transaction, booking);
    if (!before) return std::unexpected(one_refused(Why::not_yours));
    if (const auto taken = kernel_.ledger.change(transaction, booking, before->version, claims_of(moved)); !taken) {
      return std::unexpected(one_refused(why_not(taken.error(), moved)));
    }
    place_anew(kernel_, transaction, actor.site, one->when, moved);
    kernel_.audit.record(transaction, actor, {"evening.moved", booking.text(), ""});
    tell(kernel_, transaction, {actor.site, one->evening, one->household, "changed", actor.person});
    return std::vector{moved};
  });
  if (done) say_freed(actor.site, one->evening);
  if (done) return done;
  return refuse(actor, {.evening = one->evening, .household = one->household, .choices = {choice}, .idempotency_key = {}}, done.error());
}

// What was done is done, whatever becomes of those who wait: a job comes to them within seconds.
void Appointments::say_freed(SiteId site, EveningId evening) const {
  try {
    if (freed_) freed_(site, evening);
  } catch (const Unavailable&) {
  }
}

bool Appointments::cancel(const Actor& actor, BookingId booking) const {
  const auto one = kernel_.database.read([&](Reader& reader) { return find(reader, booking); });
  const auto known = one ? know(actor, one->evening, one->household) : std::nullopt;
  const auto* desk = known ? known->plan->desk(one->desk) : nullptr;
  if (desk == nullptr || !may_use(known->situation, *desk) || !in_time(known->situation, *one)) return false;
  if (one->state == AppointmentState::cancelled) return true;
  kernel_.database.write([&](Transaction& transaction) {
    const auto now = find(transaction, booking);
    if (now->state == AppointmentState::cancelled) return;
    let_go(kernel_, transaction, booking);
    kernel_.audit.record(transaction, actor, {"evening.cancelled", booking.text(), ""});
    tell(kernel_, transaction, {actor.site, now->evening, now->household, "cancelled", actor.person, {{"booking", booking.text()}}});
  });
  say_freed(actor.site, one->evening);
  return true;
}

void Appointments::give_back(const Actor& actor, EveningId evening, const std::vector<BookingId>& bookings) const {
  if (!kernel_.access.may(actor, kManage)) return;
  kernel_.database.write([&](Transaction& transaction) {
    std::map<HouseholdId, Value::List> lost;
    for (const auto booking : bookings) {
      const auto one = find(transaction, booking);
      if (!one || one->evening != evening || one->state != AppointmentState::booked) continue;
      let_go(kernel_, transaction, booking);
      kernel_.audit.record(transaction, actor, {"evening.cancelled", booking.text(), ""});
      lost[one->household].push_back(booking.text());
    }
    tell_lost(kernel_, transaction, *kernel_.directory.people(actor.site), actor, evening, std::move(lost));
  });
  say_freed(actor.site, evening);
}

}  // namespace lodge::parents_evening
