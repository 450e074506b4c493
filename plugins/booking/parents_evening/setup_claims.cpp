#include "setup_claims.h"

#include "appointments.h"
#include "book.h"
#include "claims.h"
#include "store.h"

#include <lodge/errors.h>

#include <algorithm>
#include <functional>

namespace lodge::parents_evening {
namespace {

constexpr std::chrono::minutes kGrid{5};  // of rooms and of teachers' diaries

/// From the grid's line before to the one after, so that rooms and diaries can have it.
Interval on_the_grid(const Interval& when) {
  const auto starts = when.starts().time_since_epoch() / kGrid * kGrid;
  const auto ends = (when.ends().time_since_epoch() + kGrid - std::chrono::microseconds(1)) / kGrid * kGrid;
  return *Interval::make(Instant(starts), Instant(ends));
}

/// The diaries that a desk's evening takes up: those of whoever sits there.
std::vector<Want> diaries(const Plan& plan, const Desk& desk) {
  std::vector<Want> wants;
  if (desk.away || plan.evening.state == EveningState::cancelled) return wants;
  std::set<TeacherId> who;
  for (const auto& one : desk.teachers) who.insert(one.substitute.value_or(one.teacher));
  for (const auto teacher : who) wants.push_back({diary_of(teacher), on_the_grid(desk.when(0, desk.slots)), 1});
  return wants;
}

/// The rooms that a date needs for itself, with the time.
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

bool same(const std::vector<Want>& some, const std::vector<Want>& others) {
  return std::ranges::equal(some, others, [](const Want& a, const Want& b) { return a.resource == b.resource && a.when == b.when; });
}

/// Takes, changes or frees what the evening's own bookings claim. Those of one evening may wait for each other: what is
/// refused is tried again once others have moved.
class Claims {
 public:
  Claims(const Kernel& kernel, Transaction& transaction, const Actor& actor) : kernel_(kernel), transaction_(transaction), actor_(actor) {}

  void free(BookingId booking) { static_cast<void>(kernel_.ledger.cancel(transaction_, booking)); }

  void want(std::optional<BookingId> booking, std::vector<Want> wants, std::function<void(BookingId)> then) {
    jobs_.push_back({booking, std::move(wants), std::move(then)});
  }

  std::vector<InTheWay> settle() {
    std::vector<InTheWay> clashes;
    for (std::size_t before = 0; before != jobs_.size() && !jobs_.empty();) {
      before = jobs_.size();
      clashes.clear();
      std::erase_if(jobs_, [&](const Job& job) { return done(job, clashes); });
    }
    return clashes;
  }

 private:
  struct Job {
    std::optional<BookingId> booking;
    std::vector<Want> wants;
    std::function<void(BookingId)> then;
  };

  bool done(const Job& job, std::vector<InTheWay>& clashes) {
    const auto now = job.booking ? kernel_.ledger.find(transaction_, *job.booking) : std::nullopt;
    const bool live = now && now->state != BookingState::cancelled;
    if (live && same(now->wants, job.wants)) return true;
    const auto taken = live ? changed(*now, job) : booked(job);
    if (taken) clashes.push_back({*taken, kernel_.ledger.find(transaction_, taken->by)});
    return !taken;
  }

  std::optional<Taken> changed(const Booking& now, const Job& job) {
    const auto done = kernel_.ledger.change(transaction_, now.id, now.version, job.wants);
    if (done) return std::nullopt;
    const auto* taken = std::get_if<Taken>(&done.error());
    LODGE_CHECK(taken != nullptr);  // nobody else changes an evening's own booking: the evening's row is held
    return *taken;
  }

  std::optional<Taken> booked(const Job& job) {
    const auto done = kernel_.ledger.book(transaction_, {.site = actor_.site, .kind = std::string(kSittingKind), .owner = actor_.person,
                                                         .held_until = {}, .wants = job.wants, .idempotency_key = "", .series = {},
                                                         .decided_on = {}});
    if (!done) return std::get<Taken>(done.error());
    job.then(done->id);
    return std::nullopt;
  }

  const Kernel& kernel_;
  Transaction& transaction_;
  const Actor& actor_;
  std::vector<Job> jobs_;
};

void want_diaries(const Kernel& kernel, Transaction& transaction, Claims& claims, Plan& after) {
  for (auto& desk : after.desks) {
    auto wants = diaries(after, desk);
    for (const auto& want : wants) {  // a teacher's diary is there from the import on; costs nothing then
      kernel.ledger.add_resource(transaction, {.id = want.resource, .site = after.evening.site, .kind = "teacher", .parts = {}});
    }
    if (!wants.empty()) {
      claims.want(desk.sitting, std::move(wants), [&](BookingId booking) {
        desk.sitting = booking;
        update(transaction, desk);
      });
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
        claims.want(time.sitting, {want}, [&transaction, &time, id = one.id](BookingId booking) {
          time.sitting = booking;
          set_sitting(transaction, id, time.date, booking);
        });
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

void want_rooms(Transaction& transaction, Claims& claims, const Plan& plan, const EveningDate& date) {
  auto have = rooms_of(transaction, date.id);
  const auto needed = rooms_needed(plan, date);
  for (const auto& [room, booking] : have) {
    if (needed.contains(room)) continue;
    claims.free(booking);
    remove_room(transaction, date.id, room);
  }
  for (const auto& [room, when] : needed) {
    const auto found = have.find(room);
    claims.want(found == have.end() ? std::nullopt : std::optional(found->second), {{resource_of(room), when, 1}},
                [&transaction, id = date.id, room = room](BookingId booking) { insert_room(transaction, id, room, booking); });
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

std::vector<InTheWay> claim_time(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Plan& before, Plan& after) {
  Claims claims(kernel, transaction, actor);
  free_what_is_gone(transaction, claims, before, after);
  want_diaries(kernel, transaction, claims, after);
  want_interpreters(kernel, transaction, claims, after);
  for (const auto& date : after.dates) want_rooms(transaction, claims, after, date);
  return claims.settle();
}

}  // namespace lodge::parents_evening
