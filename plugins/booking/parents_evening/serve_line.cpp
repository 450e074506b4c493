// What happens to the lines by itself: offers, their end, and the end of booking.
#include "appointments.h"
#include "line_first.h"
#include "offer_time.h"
#include "settings.h"
#include "store.h"
#include "tell.h"
#include "waiting_list.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {

/// The lines of one evening as they were read.
struct WaitingList::Line {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const People> people;
  std::vector<Waiting> places;
  Instant now;

  EveningId evening() const { return plan->evening.id; }
  SiteId site() const { return plan->evening.site; }
  HouseholdId household(const Waiting& place) const { return household_of(*people, same_person<PersonId>(place.contact)); }
};

namespace {

Actor nobody(SiteId site) { return {Actor::By::program, site, {}, {Role::office}, "en", {}}; }

bool is_over(const Plan& plan, Instant now) {
  const bool closed = plan.evening.closes_at && now >= *plan.evening.closes_at;
  return plan.evening.state == EveningState::cancelled || closed || now >= plan.ends();
}

}  // namespace

void WaitingList::add_jobs(Jobs& jobs) const {
  jobs.every("parents_evening.waiting", std::chrono::seconds(5), [this] {
    const auto evenings = kernel_.database.read([](Reader& reader) {
      std::vector<Evening> some;
      for (const auto id : waited_for(reader)) {
        if (auto one = find_evening(reader, id)) some.push_back(std::move(*one));
      }
      return some;
    });
    for (const auto& evening : evenings) serve(evening.site, evening.id);
  });
}

void WaitingList::serve(SiteId site, EveningId evening) const {
  auto line = kernel_.database.read([&](Reader& reader) {
    Line read{plans_.find(reader, site, evening), kernel_.directory.people(site), waiting_for(reader, evening), kernel_.clock.now()};
    std::erase_if(read.places, [](const Waiting& one) { return !one.in_line(); });
    return read;
  });
  if (!line.plan || line.places.empty()) return;
  if (is_over(*line.plan, line.now)) return close(line);
  const auto left = [&](const Waiting& place) { return line.people->student(place.whom.student) == nullptr || line.household(place) == HouseholdId(); };
  for (const auto& place : line.places) {
    if (left(place)) close(line, line.household(place), {place});
  }
  std::erase_if(line.places, left);
  for (const auto& place : line.places) {
    if (place.state == WaitingState::offered) settle(line, place);
  }
  for (const auto& place : line.places) {
    if (place.state == WaitingState::waiting) offer(line, place);
  }
}

/// An offer that ran out ends the place; one that the school took back, as when it moved the desk, leaves it.
void WaitingList::settle(const Line& line, const Waiting& place) const {
  kernel_.database.write([&](Transaction& transaction) {
    const auto held = find(transaction, *place.offer);
    if (held && held->live(line.now)) return;
    const bool ran_out = line.now >= *place.offered_until;
    if (!move_on(transaction, place.as(ran_out ? WaitingState::lapsed : WaitingState::waiting, line.now), WaitingState::offered)) return;
    appointments_.withdraw(transaction, *place.offer);
    kernel_.audit.record(transaction, nobody(line.site()), {ran_out ? "evening.offer_lapsed" : "evening.offer_withdrawn", place.offer->text(), ""});
  });
}

void WaitingList::offer(const Line& line, const Waiting& place) const {
  const auto household = line.household(place);
  const auto known = appointments_.know(nobody(line.site()), line.evening(), household);
  if (!known) return;
  const auto& s = known->situation;
  if (is_booked(s.plan, s.people, s.family, place.whom)) {
    kernel_.database.write([&](Transaction& transaction) { move_on(transaction, place.as(WaitingState::booked, line.now), WaitingState::waiting); });
    return;
  }
  const auto spots = could_offer(kernel_, s, place.whom);
  bool ruled_out = !spots.empty();
  for (const auto& spot : spots) {
    const auto offered = offer(line, place, *known, spot, offered_until(kernel_, *line.plan, spot.when.starts(), line.now).value());
    if (offered) return;
    ruled_out = ruled_out && offered.error().front().why == Why::rule;
  }
  // Else what the school's rule keeps from it would be kept from all others, too.
  if (ruled_out) close(line, household, {place});
}

Booked WaitingList::offer(const Line& line, const Waiting& place, const Appointments::Known& known, const Spot& spot, Instant until) const {
  const auto household = known.situation.household;
  const Choice choice{place.whom.student, place.whom.teacher, spot.desk, spot.slot, spot.slots, ""};
  return appointments_.offer(nobody(line.site()), line.evening(), household, choice, until, [&](Transaction& transaction, const Appointment& held) {
    auto after = place.as(WaitingState::offered, line.now);
    after.offer = held.booking;
    after.offered_until = until;
    if (!move_on(transaction, after, WaitingState::waiting)) return false;  // it left, or was offered something meanwhile
    kernel_.audit.record(transaction, nobody(line.site()), {"evening.offered", held.booking.text(), ""});
    tell(kernel_, transaction, {line.site(), line.evening(), household, "offer", {}, {{"offer", held.booking.text()}}});
    return true;
  });
}

void WaitingList::close(const Line& line) const {
  std::map<HouseholdId, std::vector<Waiting>> by_family;
  for (const auto& place : line.places) by_family[line.household(place)].push_back(place);
  for (const auto& [household, places] : by_family) close(line, household, places);
}

void WaitingList::close(const Line& line, HouseholdId household, const std::vector<Waiting>& places) const {
  kernel_.database.write([&](Transaction& transaction) {
    Value::List teachers;
    const auto family = of_household(transaction, line.evening(), household);
    for (const auto& place : places) {
      const bool may = may_book_for(*line.people, household, place.whom.student), sees = may && is_booked(*line.plan, *line.people, family, place.whom);
      const auto held = place.state == WaitingState::offered ? find(transaction, *place.offer) : std::nullopt;
      const bool ran_out = held && held->is_offer() && line.now >= *place.offered_until;  // it had its word
      const auto end = sees ? WaitingState::booked : ran_out ? WaitingState::lapsed : WaitingState::closed;
      if (!move_on(transaction, place.as(end, line.now), place.state)) continue;
      if (held) appointments_.withdraw(transaction, held->booking);
      // A family that may not book about the student any more hears nothing of it.
      if (may && !sees && !ran_out) teachers.push_back(place.whom.teacher.text());
    }
    if (teachers.empty()) return;
    tell(kernel_, transaction, {line.site(), line.evening(), household, "waited", {}, {{"teachers", std::move(teachers)}}});
  });
}

}  // namespace lodge::parents_evening
