#include "book.h"

#include "again.h"
#include "appointments.h"
#include "claims.h"
#include "holds.h"
#include "line_first.h"
#include "night.h"
#include "notes.h"
#include "settings.h"
#include "store.h"
#include "tell.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

BookingWish wish_of(const Actor& actor, const Plan& plan, const Basket& basket, std::size_t i, std::optional<Instant> held_until) {
  const auto& choice = basket.choices[i];
  const auto& desk = *plan.desk(choice.desk);
  return {.site = actor.site,
          .kind = std::string(kAppointmentKind),
          .owner = same_person<PersonId>(basket.household),
          .state = held_until ? BookingState::held : BookingState::confirmed,
          .held_until = held_until,
          .wants = claims_of({.desk = desk.id, .slot = choice.slot, .slots = choice.slots, .household = basket.household,
                              .when = desk.when(choice.slot, choice.slots), .interpreter = choice.interpreter}),
          .idempotency_key = key_of(basket, i),
          .series = {},
          .decided_on = {}};
}

Appointment appointment_of(const Plan& plan, const Basket& basket, const Choice& choice, const Booking& booking, PersonId author,
                           const std::string& note) {
  const auto& desk = *plan.desk(choice.desk);
  return {.booking = booking.id, .evening = basket.evening, .date = desk.date, .desk = desk.id, .slot = choice.slot,
          .slots = choice.slots, .student = choice.student, .teacher = choice.teacher, .household = basket.household,
          .when = desk.when(choice.slot, choice.slots),
          .state = booking.held_until ? AppointmentState::held : AppointmentState::booked, .held_until = booking.held_until,
          .made_by = basket.made_by, .author = author, .note = note, .arrived_at = {}, .attended = Attended::unknown,
          .interpreter = choice.interpreter, .created_at = booking.created_at};
}

/// Whether it is the household itself that sees the teacher about the student already.
bool is_own(Transaction& transaction, const Appointment& one, Instant now) {
  return std::ranges::any_of(of_student(transaction, one.evening, one.student), [&](const Appointment& other) {
    return other.household == one.household && other.teacher == one.teacher && other.live(now);
  });
}

std::vector<Refused> all_refused(const Basket& basket, Why why) {
  std::vector<Refused> all;
  for (std::size_t i = 0; i < basket.choices.size(); ++i) all.push_back({i, why, "", {}});
  return all;
}

/// The ledger says who was faster: at the desk somebody else, in the diary the family itself, with the interpreter either.
std::vector<Refused> of_clashes(const Basket& basket, const std::vector<Clash>& clashes) {
  if (clashes.empty()) return all_refused(basket, Why::moved);
  std::vector<Refused> refused;
  for (const auto& clash : clashes) {
    refused.push_back({clash.index, why_taken(clash.taken, basket.household, basket.choices[clash.index].interpreter), "", {}});
  }
  return refused;
}

}  // namespace

std::vector<Refused> Appointments::ask_rule(const Actor& actor, const Known& known, const Basket& basket) const {
  std::vector<Refused> refused;
  const auto& plan = *known.plan;
  for (std::size_t i = 0; i < basket.choices.size(); ++i) {
    const auto& choice = basket.choices[i];
    const auto* student = known.people->student(choice.student);
    const auto when = plan.desk(choice.desk)->when(choice.slot, choice.slots);
    const Value question = Value::Map{
        {"evening", plan.evening.title},
        {"year_group", student->year_group ? Value(*student->year_group) : Value()},
        {"registration_class", student->registration_class},
        {"made_by", std::string(known.situation.on_behalf ? "staff" : "parent")},
        {"appointments", known.situation.family.size() + basket.choices.size()},
        {"minutes_ahead", std::chrono::duration_cast<std::chrono::minutes>(when.starts() - known.situation.now).count()}};
    const auto verdict = kernel_.rules.ask(actor.site, kMayBook, question);
    if (!verdict.allowed) refused.push_back({i, Why::rule, verdict.reason, {}});
  }
  return refused;
}

Booked Appointments::refuse(const Actor& actor, const Basket& basket, std::vector<Refused> refused) const {
  // Read anew: whoever was faster is in the records now.
  const auto known = know(actor, basket.evening, basket.household);
  for (auto& one : refused) {
    const auto& choice = basket.choices[one.choice];
    const auto* desk = known ? known->plan->desk(choice.desk) : nullptr;
    const bool helps = one.why == Why::taken || one.why == Why::no_interpreter || one.why == Why::you_are_busy || one.why == Why::too_close || one.why == Why::no_such_slot;
    if (desk != nullptr && helps) one.nearest = nearest(known->situation, choice, desk->when(choice.slot).starts());
  }
  return std::unexpected(std::move(refused));
}

namespace {

/// Another family was faster with the interpreter; another interpreter may be free still.
bool lost_interpreter(const Booked& booked) {
  return !booked && std::ranges::any_of(booked.error(), [](const Refused& one) { return one.why == Why::no_interpreter; });
}

}  // namespace

Booked Appointments::put(const Actor& actor, const Basket& basket, std::optional<Instant> held_until) const {
  return decided([&] { return put_once(actor, basket, held_until); });
}

Booked Appointments::put_once(const Actor& actor, const Basket& wished, std::optional<Instant> held_until, int attempt) const {
  constexpr int kMostAttempts = 5;
  auto basket = wished;
  auto known = know(actor, basket.evening, basket.household);
  if (!known || basket.choices.empty() || basket.choices.size() > kMostChoices) {
    return std::unexpected(all_refused(basket, Why::not_yours));
  }
  if (basket.instead_of_holds) drop_holds(known->situation);
  for (auto& choice : basket.choices) {
    choice.teacher = seen_as(*known->plan, *known->people, choice.student, choice.teacher);
    choice.slots = std::max(choice.slots, slots_for(known->situation, choice.student, choice.teacher));
  }
  auto refused = judge(known->situation, basket.choices);
  // A request that comes again finds its own appointments: the ledger knows its key, or the mark refuses it.
  const bool again = std::ranges::all_of(refused, [](const Refused& one) { return one.why == Why::has_already; });
  if (refused.empty()) {
    refused = ask_rule(actor, *known, basket);
  } else if (again && !basket.idempotency_key.empty() && refused.size() == basket.choices.size()) {
    refused.clear();
  }
  if (!refused.empty()) return refuse(actor, basket, std::move(refused));
  choose_interpreters(known->situation, basket.choices);
  auto booked = write(actor, *known, basket, held_until);
  if (!booked && booked.error().empty()) {
    auto fresh = basket;
    fresh.idempotency_key.clear();
    booked = write(actor, *known, fresh, held_until);
  }
  if (lost_interpreter(booked) && attempt < kMostAttempts) return put_once(actor, wished, held_until, attempt + 1);
  if (!booked) return refuse(actor, basket, std::move(booked.error()));
  return booked;
}

bool Appointments::still(Transaction& transaction, const Known& known) const {
  const auto& evening = known.plan->evening;
  return still_at(transaction, evening.id, evening.version, *known.people);
}

std::vector<Refused> Appointments::of_line(Transaction& transaction, const Known& known, const Basket& basket) const {
  std::set<DeskId> desks;
  for (const auto& choice : basket.choices) desks.insert(choice.desk);
  const auto kept = kept_for_line(kernel_, transaction, known.situation, desks);
  std::vector<Refused> refused;
  for (std::size_t i = 0; i < basket.choices.size(); ++i) {
    const auto& choice = basket.choices[i];
    if (!is_free(*known.plan->desk(choice.desk), choice.slot, choice.slots, kept)) refused.push_back({i, Why::taken, "", {}});
  }
  return refused;
}

Booked Appointments::write(const Actor& actor, const Known& known, const Basket& basket, std::optional<Instant> held_until,
                           const With& with) const {
  std::vector<BookingWish> wishes;
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < basket.choices.size(); ++i) {
    wishes.push_back(wish_of(actor, *known.plan, basket, i, held_until));
    const auto& choice = basket.choices[i];
    notes.push_back(sealed_note(kernel_, actor, basket.evening, choice.student, choice.teacher, choice.note));
  }
  return kernel_.database.write([&](Transaction& transaction) -> Booked {
    if (!still(transaction, known)) return std::unexpected(all_refused(basket, Why::moved));
    if (basket.seen && *basket.seen != seen_holds(holds_shown(transaction, *known.people, basket.evening, basket.household))) {
      return std::unexpected(all_refused(basket, Why::held_anew));
    }
    if (auto theirs = of_line(transaction, known, basket); !theirs.empty()) return std::unexpected(std::move(theirs));
    if (basket.instead_of_holds) let_go_holds(kernel_, transaction, basket.evening, basket.household);
    kernel_.ledger.add_resource(transaction, household_diary(actor.site, basket.household));
    const auto bookings = kernel_.ledger.book_series(transaction, wishes);
    if (!bookings) return std::unexpected(of_clashes(basket, bookings.error()));
    std::vector<Appointment> all;
    bool repeated = false;
    for (std::size_t i = 0; i < bookings->size(); ++i) {
      const auto& booking = (*bookings)[i];
      if (booking.repeated) {
        repeated = true;
        const auto before = find(transaction, booking.id);
        const bool is_it = before && before->state != AppointmentState::cancelled && is_what_was_booked(basket.choices[i], *before, booking.version);
        if (!is_it) return std::unexpected(std::vector<Refused>());  // given back since, or something else
        all.push_back(*before);
        continue;
      }
      all.push_back(appointment_of(*known.plan, basket, basket.choices[i], booking, actor.person, notes[i]));
      if (!mark(transaction, *known.plan, *known.people, all.back(), known.situation.now)) {
        return std::unexpected(std::vector<Refused>{{i, is_own(transaction, all.back(), known.situation.now) ? Why::has_already : Why::taken, "", {}}});
      }
      insert(transaction, all.back());
      if (with && !with(transaction, all.back())) return std::unexpected(all_refused(basket, Why::moved));
    }
    if (held_until || repeated) return all;
    for (const auto& one : all) arrive_with_others(transaction, *known.plan, one, known.situation.now);
    kernel_.audit.record(transaction, actor, {"evening.booked", basket.evening.text(), ""});
    tell(kernel_, transaction, {actor.site, basket.evening, basket.household, "booked", actor.person,
                                    basket.made_by == MadeBy::allocation ? Value::Map{{"round", true}} : Value::Map{}});
    return all;
  });
}

Booked Appointments::offer(const Actor& actor, EveningId evening, HouseholdId household, const Choice& choice, Instant until,
                           const With& with) const {
  auto known = know(actor, evening, household);
  if (!known) return std::unexpected(std::vector<Refused>{{0, Why::not_yours, "", {}}});
  known->situation.on_behalf = false;  // it is the family that will take it
  Basket basket{.evening = evening, .household = household, .choices = {choice}, .made_by = MadeBy::offer, .idempotency_key = {}};
  auto refused = judge(known->situation, basket.choices);
  if (refused.empty()) refused = ask_rule(actor, *known, basket);
  if (!refused.empty()) return std::unexpected(std::move(refused));
  choose_interpreters(known->situation, basket.choices);
  return write(actor, *known, basket, until, with);
}

Booked Appointments::hold(const Actor& actor, const Basket& basket, Instant until) const {
  auto instead = basket;
  instead.instead_of_holds = true;
  return put(actor, instead, until);
}

}  // namespace lodge::parents_evening
