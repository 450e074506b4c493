#include "waiting_end.h"

#include "appointments.h"
#include "colleagues.h"
#include "holds.h"
#include "tell.h"
#include "whom.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

bool is_to_come(const Desk& desk, Instant now) { return !desk.away && desk.slots > 0 && desk.when(desk.slots - 1).starts() >= now; }

bool sits(const Plan& plan, TeacherId teacher, Instant now) {
  return std::ranges::any_of(plan.desks_of(teacher), [&](const Desk* desk) { return is_to_come(*desk, now); });
}

/// Somebody of the teacher's joint desk, whom the family may see, who stays there.
std::optional<TeacherId> passed_to(const Plan& before, const Plan& after, const People& people, HouseholdId household, const Whom& whom, Instant now) {
  if (sits(after, whom.teacher, now)) return std::nullopt;
  for (const auto* was : before.desks_of(whom.teacher)) {
    const auto other = who_stays(before, after, people, household, whom, was->id);
    if (other && is_to_come(*after.desk(was->id), now)) return other;
  }
  return std::nullopt;
}

void record(const Kernel& kernel, Transaction& transaction, const Actor& actor, std::string_view what, EveningId evening, TeacherId teacher) {
  kernel.audit.record(transaction, actor, {std::string(what), evening.text(), "{\"teacher\":\"" + teacher.text() + "\"}"});
}

/// The place with what the change has made of its offer: another time, or none.
Waiting followed(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Waiting& place, const Appointment* held) {
  const bool stays = held != nullptr && held->booking == place.offer;
  if (place.state != WaitingState::offered || stays) return place;
  auto then = place.as(held == nullptr ? WaitingState::waiting : WaitingState::offered, kernel.clock.now());
  if (held != nullptr) then.offer = held->booking;
  if (held != nullptr) then.offered_until = held->held_until;
  move_on(transaction, then, place.state);
  kernel.audit.record(transaction, actor, {held == nullptr ? "evening.offer_withdrawn" : "evening.offered", then.offer->text(), ""});
  return then;
}

/// As long as it waited, and with what is held for it there; a place that its contact has there already stays what it is.
void pass(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Waiting& place, const Whom& to) {
  const auto now = kernel.clock.now();
  if (!move_on(transaction, place.as(WaitingState::left, now), place.state)) return;
  record(kernel, transaction, actor, "evening.waits_no_more", place.evening, place.whom.teacher);
  auto there = place.as(place.state, now);
  there.whom = to;
  const auto all = waiting_of(transaction, place.evening, place.contact);
  const auto had = std::ranges::find(all, to, &Waiting::whom);
  const bool is_new = had == all.end(), goes_on = !is_new && had->in_line() && place.state == WaitingState::waiting;
  if (goes_on || (is_new ? !insert(transaction, there) : !move_on(transaction, there, had->state))) return;
  record(kernel, transaction, actor, "evening.waits", place.evening, to.teacher);
}

}  // namespace

Loses loses_by(const Plan& before, const Plan& after, const People& people, Instant now) {
  return [&before, &after, &people, now](HouseholdId household, const Whom& whom) {
    if (after.evening.state == EveningState::cancelled) return may_book_for(people, household, whom.student);
    if (!may_see(before, people, household, whom.student, whom.teacher)) return false;
    if (!may_see(after, people, household, whom.student, whom.teacher)) return true;
    return sits(before, whom.teacher, now) && !sits(after, whom.teacher, now);
  };
}

void pass_places(const Kernel& kernel, Transaction& transaction, const Actor& actor, const People& people, const Plan& before, const Plan& after,
                 const std::vector<Fate>& fates) {
  const auto now = kernel.clock.now();
  for (const auto& was : waiting_for(transaction, after.evening.id)) {
    if (!was.in_line()) continue;
    const auto fate = std::ranges::find_if(fates, [&](const Fate& one) { return one.before.is_offer() && one.before.booking == was.offer; });
    if (was.state == WaitingState::offered && fate == fates.end()) continue;  // it ran out: the line ends it
    const auto* held = fate != fates.end() && fate->after ? &*fate->after : nullptr;
    const auto place = followed(kernel, transaction, actor, was, held);
    const auto household = household_of(people, same_person<PersonId>(place.contact));
    const auto other = held != nullptr ? held->teacher : passed_to(before, after, people, household, place.whom, now).value_or(place.whom.teacher);
    const Whom to{place.whom.student, other};
    // Who sees the colleague already is told that there is nobody else to wait for.
    if (other == place.whom.teacher || is_booked(after, people, of_household(transaction, after.evening.id, household), to)) continue;
    pass(kernel, transaction, actor, place, to);
  }
}

std::map<HouseholdId, std::vector<Whom>> end_places(const Kernel& kernel, Transaction& transaction, const Actor& actor, const People& people,
                                                    EveningId evening, const Loses& loses) {
  std::map<HouseholdId, std::vector<Whom>> ended;
  for (const auto& place : waiting_for(transaction, evening)) {
    const auto household = household_of(people, same_person<PersonId>(place.contact));
    if (!place.in_line() || !loses(household, place.whom)) continue;
    if (!move_on(transaction, place.as(WaitingState::closed, kernel.clock.now()), place.state)) continue;
    if (place.state == WaitingState::offered) let_go(kernel, transaction, *place.offer);
    record(kernel, transaction, actor, "evening.waits_no_more", evening, place.whom.teacher);
    ended[household].push_back(place.whom);
  }
  return ended;
}

Value::List teachers_of(const std::vector<Whom>& whom) {
  Value::List teachers;
  for (const auto& one : whom) teachers.push_back(one.teacher.text());
  return teachers;
}

void tell_waited(const Kernel& kernel, Transaction& transaction, const Actor& actor, EveningId evening, HouseholdId household, const std::vector<Whom>& whom) {
  tell(kernel, transaction, {actor.site, evening, household, "waited", actor.person, {{"teachers", teachers_of(whom)}}});
}

}  // namespace lodge::parents_evening
