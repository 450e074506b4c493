#include "verify.h"

#include "appointments.h"
#include "book.h"
#include "claims.h"
#include "store.h"
#include "verify_store.h"
#include "waiting.h"

#include <algorithm>
#include <map>

namespace lodge::parents_evening {
namespace {

void check(const Kernel& kernel, Reader& reader, const Plan& plan, const Appointment& one, std::vector<std::string>& broken) {
  const auto booking = kernel.ledger.find(reader, one.booking);
  const bool live = booking && booking->state != BookingState::cancelled;
  if (one.state == AppointmentState::booked && !live) broken.push_back("appointment " + one.booking.text() + " has no live booking in the ledger");
  if (one.state == AppointmentState::cancelled && live) broken.push_back("appointment " + one.booking.text() + " is cancelled and still has its claims");
  const auto* desk = plan.desk(one.desk);
  if (desk == nullptr) {
    broken.push_back("appointment " + one.booking.text() + " is at a desk that is not there");
  } else if (const bool to_come = one.when.starts() > kernel.clock.now() && one.attended == Attended::unknown;
             one.state == AppointmentState::booked && to_come && desk->when(one.slot, one.slots) != one.when) {
    broken.push_back("appointment " + one.booking.text() + " is at another time than its slot");
  }
}

/// A break has its slots in the ledger, and nobody sits on it but whoever sat there before it was made.
void check_breaks(const Kernel& kernel, Reader& reader, const Desk& desk, const std::vector<Appointment>& all, std::vector<std::string>& broken) {
  for (const auto& [slot, id] : breaks_of(reader, desk.id)) {
    const auto booking = kernel.ledger.find(reader, id);
    if (!booking || booking->state == BookingState::cancelled) broken.push_back("the break at slot " + std::to_string(slot) + " of desk " + desk.id.text() + " has no live booking in the ledger");
  }
  for (const auto& one : all) {
    const bool live = one.desk == desk.id && one.live(kernel.clock.now()) && one.attended == Attended::unknown && one.when.starts() > kernel.clock.now();
    for (int slot = one.slot; live && slot < one.slot + one.slots; ++slot) {
      if (desk.is_break(slot)) broken.push_back("appointment " + one.booking.text() + " is on a break");
    }
  }
}

/// Whoever interprets has that time for this appointment alone: the ledger's key says so, of what the booking claims.
void check_interpreter(const Kernel& kernel, Reader& reader, const Appointment& one, std::vector<Interpreting>& seen, std::vector<std::string>& broken) {
  if (!one.interpreter || one.state != AppointmentState::booked) return;
  const auto booking = kernel.ledger.find(reader, one.booking);
  const auto claims = [&](const Want& want) { return want.resource == resource_of(*one.interpreter) && want.when == one.when; };
  if (booking && std::ranges::none_of(booking->wants, claims)) broken.push_back("appointment " + one.booking.text() + " does not claim its interpreter");
  for (const auto& other : seen) {
    if (other.who == *one.interpreter && other.when.overlaps(one.when)) {
      broken.push_back("interpreter " + other.who.text() + " is at appointments " + other.booking.text() + " and " + one.booking.text() + " at once");
    }
  }
  seen.push_back({*one.interpreter, one.when, one.booking});
}

/// What is offered is held for one place in a line, and for one only.
void check_line(Reader& reader, EveningId evening, std::set<BookingId> offers, std::vector<std::string>& broken) {
  for (const auto& place : waiting_for(reader, evening)) {
    if (place.state == WaitingState::offered && (!place.offer || !place.offered_until)) broken.push_back("a place in line of evening " + evening.text() + " has an offer that names nothing");
    if (place.state == WaitingState::offered && place.offer) offers.erase(*place.offer);
  }
  for (const auto& offer : offers) broken.push_back("appointment " + offer.text() + " is held for nobody in line");
}

bool is_ours(std::string_view kind) { return kind == kAppointmentKind || kind == kSittingKind || kind == kBreakKind; }

/// Bookings of evenings in the ledger that no row is about.
void find_strangers(Ledger& ledger, Reader& reader, SiteId site, const std::set<BookingId>& known, std::vector<std::string>& broken) {
  std::vector<ResourceId> places;
  for (const auto* kind : {"desk", "teacher", "room"}) {
    for (const auto& resource : ledger.resources(reader, site, kind)) places.push_back(resource.id);
  }
  const auto ever = Interval::make(Instant{}, Instant{} + std::chrono::years(230));
  for (const auto& booking : ledger.between(reader, places, *ever)) {
    if (is_ours(booking.kind) && !known.contains(booking.id)) {
      broken.push_back("the ledger has " + booking.kind + " " + booking.id.text() + ", of which nothing else is known");
    }
  }
}

}  // namespace

std::vector<std::string> broken_promises(const Kernel& kernel, Reader& reader) {
  auto broken = misshapen(reader);
  if (!broken.empty()) return broken;
  const auto known = known_bookings(reader);
  for (const auto site : sites(reader)) {
    find_strangers(kernel.ledger, reader, site, known, broken);
    for (const auto& evening : evenings(reader, site)) {
      const auto plan = load_plan(reader, evening.id);
      std::set<BookingId> offers;
      std::vector<Interpreting> interpreting;
      std::map<std::tuple<StudentId, TeacherId, HouseholdId>, int> seen;
      const auto all = everything(reader, evening.id);
      for (const auto& desk : plan->desks) {
        if (!desk.breaks.empty()) check_breaks(kernel, reader, desk, all, broken);
      }
      for (const auto& one : all) {
        check(kernel, reader, *plan, one, broken);
        check_interpreter(kernel, reader, one, interpreting, broken);
        if (one.is_offer()) offers.insert(one.booking);
        if (one.state != AppointmentState::booked) continue;
        if (++seen[{one.student, one.teacher, one.household}] == 2) {
          broken.push_back("student " + one.student.text() + " sees teacher " + one.teacher.text() + " twice with one household");
        }
      }
      check_line(reader, evening.id, std::move(offers), broken);
    }
  }
  return broken;
}

}  // namespace lodge::parents_evening
