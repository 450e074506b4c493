#include "setup_claims.h"

#include "appointments.h"
#include "book.h"
#include "claims.h"
#include "sitting_claims.h"
#include "store.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kMostTimes = 60;

/// From the grid's line before to the one after, so that rooms and diaries can have it.
Interval on_the_grid(const Interval& when) {
  const auto starts = when.starts().time_since_epoch() / kTimeGrid * kTimeGrid;
  const auto ends = (when.ends().time_since_epoch() + kTimeGrid - std::chrono::microseconds(1)) / kTimeGrid * kTimeGrid;
  return *Interval::make(Instant(starts), Instant(ends));
}

/// The diaries of whoever sits at a desk, for these times.
std::vector<Want> diaries(const Plan& plan, const Desk& desk, const std::vector<Interval>& times) {
  std::vector<Want> wants;
  if (desk.away || plan.evening.state == EveningState::cancelled) return wants;
  std::set<TeacherId> who;
  for (const auto& one : desk.teachers) who.insert(one.who_sits());
  for (const auto teacher : who) {
    for (const auto& when : times) wants.push_back({diary_of(teacher), when, 1});
  }
  return wants;
}

/// A desk's times between its breaks; none when there are more than a booking of three diaries can name.
std::vector<Interval> between_breaks(const Desk& desk) {
  std::vector<Interval> times;
  for (int slot = 0; slot < desk.slots; ++slot) {
    if (desk.is_break(slot)) continue;
    const auto when = on_the_grid(desk.when(slot));
    if (!times.empty() && when.starts() <= times.back().ends()) times.back() = *Interval::make(times.back().starts(), when.ends());
    else times.push_back(when);
  }
  return times.size() > kMostTimes ? std::vector<Interval>() : times;
}

void want_diaries(const Kernel& kernel, Transaction& transaction, Claims& claims, Plan& after) {
  for (auto& desk : after.desks) {
    auto wants = diaries(after, desk, {on_the_grid(desk.when(0, desk.slots))});
    for (const auto& want : wants) {  // a teacher's diary is there from the import on; costs nothing then
      kernel.ledger.add_resource(transaction, {.id = want.resource, .site = after.evening.site, .kind = "teacher", .parts = {}});
    }
    if (!wants.empty()) {
      claims.want({.booking = desk.sitting, .wants = std::move(wants), .less = diaries(after, desk, between_breaks(desk)), .then = [&](BookingId booking) {
        desk.sitting = booking;
        update(transaction, desk);
      }});
    } else if (desk.sitting) {
      claims.free(*desk.sitting);
      desk.sitting.reset();
      update(transaction, desk);
    }
  }
}

/// The diaries of staff who interpret.
void want_interpreters(const Kernel& kernel, Transaction& transaction, Claims& claims, Plan& after) {
  for (auto& one : after.interpreters) {
    for (auto& time : one.times) {
      if (one.teacher && takes_place(after, time)) {
        const Want want{diary_of(*one.teacher), on_the_grid(time.when), 1};
        kernel.ledger.add_resource(transaction, {.id = want.resource, .site = after.evening.site, .kind = "teacher", .parts = {}});
        claims.want({.booking = time.sitting, .wants = {want}, .then = [&transaction, &time, id = one.id](BookingId booking) {
          time.sitting = booking;
          set_sitting(transaction, id, time.date, booking);
        }});
      } else if (time.sitting) {
        claims.free(*time.sitting);
        time.sitting.reset();
        set_sitting(transaction, one.id, time.date, std::nullopt);
      }
    }
  }
}

const InterpreterTime* same_time(const Plan& plan, InterpreterId id, EveningDateId date) {
  const auto one = std::ranges::find(plan.interpreters, id, &Interpreter::id);
  if (one == plan.interpreters.end()) return nullptr;
  const auto time = std::ranges::find(one->times, date, &InterpreterTime::date);
  return time == one->times.end() ? nullptr : &*time;
}

/// Whether no more is asked of a room than was before.
bool no_more(const std::map<RoomId, Interval>& before, RoomId room, const Interval& when) {
  const auto was = before.find(room);
  return was != before.end() && was->second.starts() <= when.starts() && when.ends() <= was->second.ends();
}

void want_rooms(Transaction& transaction, Claims& claims, const Plan& before, const Plan& after, const EveningDate& date, bool all_the_same) {
  const auto have = rooms_of(transaction, date.id);
  const auto needed = rooms_needed(after, date), was_needed = rooms_needed(before, date);
  for (const auto& [room, booking] : have) {
    if (needed.contains(room)) continue;
    claims.free(booking);
    remove_room(transaction, date.id, room);
  }
  for (const auto& [room, when] : needed) {
    const auto found = have.find(room);
    const bool had = found != have.end(), known = had && no_more(was_needed, room, when);
    claims.want({.booking = had ? std::optional(found->second) : std::nullopt,
                 .wants = {{resource_of(room), when, 1}},
                 .until_taken = all_the_same || known,
                 .known = known,
                 .then = [&transaction, id = date.id, room = room](BookingId booking) { insert_room(transaction, id, room, booking); }});
  }
}

void free_what_is_gone(Transaction& transaction, Claims& claims, const Plan& before, const Plan& after) {
  for (const auto& desk : before.desks) {
    if (after.desk(desk.id) == nullptr && desk.sitting) claims.free(*desk.sitting);
  }
  for (const auto& one : before.interpreters) {
    for (const auto& time : one.times) {
      if (time.sitting && same_time(after, one.id, time.date) == nullptr) claims.free(*time.sitting);
    }
  }
  for (const auto& date : before.dates) {
    if (after.date(date.id) != nullptr) continue;
    for (const auto& [room, booking] : rooms_of(transaction, date.id)) {
      claims.free(booking);
      remove_room(transaction, date.id, room);
    }
  }
}

std::set<int> breaks_in(const Plan& plan, DeskId id) {
  const auto* desk = plan.desk(id);
  const bool none = desk == nullptr || plan.evening.state == EveningState::cancelled;
  return none ? std::set<int>() : std::set<int>(desk->breaks.begin(), desk->breaks.end());
}

}  // namespace

std::map<RoomId, Interval> rooms_needed(const Plan& plan, const EveningDate& date) {
  std::map<RoomId, Interval> needed;
  if (plan.evening.state == EveningState::cancelled) return needed;
  for (const auto& desk : plan.desks) {
    if (desk.date != date.id || desk.away || !desk.room || desk.mode == Mode::online || desk.mode == Mode::telephone) continue;
    const auto when = on_the_grid(desk.when(0, desk.slots));
    const auto [place, is_new] = needed.emplace(*desk.room, when);
    if (!is_new) place->second = *Interval::make(std::min(place->second.starts(), when.starts()), std::max(place->second.ends(), when.ends()));
  }
  return needed;
}

void free_breaks(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after) {
  for (const auto& desk : before.desks) {
    const auto wanted = breaks_in(after, desk.id);
    if (std::ranges::equal(wanted, desk.breaks)) continue;
    for (const auto& [slot, booking] : breaks_of(transaction, desk.id)) {
      if (wanted.contains(slot)) continue;
      static_cast<void>(kernel.ledger.cancel(transaction, booking));
      remove_break(transaction, desk.id, slot);
    }
  }
}

void claim_breaks(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Plan& before, const Plan& after) {
  for (const auto& desk : after.desks) {
    const auto had = breaks_in(before, desk.id);
    for (const int slot : breaks_in(after, desk.id)) {
      if (had.contains(slot)) continue;
      const auto booked = kernel.ledger.book(transaction, {.site = actor.site, .kind = std::string(kBreakKind), .owner = actor.person,
                                                           .held_until = {}, .wants = {{resource_of(desk.id), slots_of(slot, 1), 1}},
                                                           .idempotency_key = "", .series = {}, .decided_on = {}});
      // Whoever had the slot was moved before, but for an appointment that has begun.
      if (booked) insert_break(transaction, desk.id, slot, booked->id);
    }
  }
}

Claimed claim_time(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Plan& before, Plan& after, bool all_the_same) {
  Claims claims(kernel, transaction, actor);
  free_what_is_gone(transaction, claims, before, after);
  want_diaries(kernel, transaction, claims, after);
  want_interpreters(kernel, transaction, claims, after);
  for (const auto& date : after.dates) want_rooms(transaction, claims, before, after, date, all_the_same);
  return claims.settle();
}

}  // namespace lodge::parents_evening
