#include "revise.h"

#include "colleagues.h"
#include "offer_time.h"
#include "settling.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// Whom the family meets: all of a joint desk who teach the student, or whoever stands in for them.
std::set<TeacherId> who_sees(const Plan& plan, const People& people, const Appointment& one) {
  const auto* desk = plan.desk(one.desk);
  std::set<TeacherId> all;
  for (const auto teacher : desk == nullptr ? std::vector<TeacherId>() : seen_at(plan, people, one.student, one.teacher, *desk)) {
    const auto seat = std::ranges::find(desk->teachers, teacher, &DeskTeacher::teacher);
    if (seat != desk->teachers.end()) all.insert(seat->who_sits());
  }
  return all;
}

/// The address of a call is told to nobody: the family's page shows it when the call opens.
bool looks_the_same(const Desk* one, const Desk* other) {
  if (one == nullptr || other == nullptr || one->mode != other->mode) return false;
  return one->mode != Mode::in_person || (one->room == other->room && one->place == other->place);
}

/// What families and teachers sat down to is not undone afterwards: its row, its claims and its time stay, and nobody
/// comes again, wherever the desk's times go.
bool begun(const Appointment& one, Instant now) {
  return one.state == AppointmentState::booked && (one.when.starts() <= now || one.attended != Attended::unknown);
}

bool differs(const Plan& before, const Plan& after, const People& people, const Fate& fate, Instant now) {
  if (fate.before.in_basket()) return false;  // nobody's promise
  if (fate.before.is_offer() && !may_book_for(people, fate.before.household, fate.before.student)) return false;
  if (begun(fate.before, now)) return false;
  if (!fate.after || fate.after->when != fate.before.when) return true;
  if (!looks_the_same(before.desk(fate.before.desk), after.desk(fate.after->desk))) return true;
  return who_sees(before, people, fate.before) != who_sees(after, people, *fate.after);
}

/// One change of an evening, and what is decided with it.
struct Change {
  const Plan &before, &after;
  const Move& move;
  const School& school;
  Instant now;
  Colleagues colleagues;

  bool goes_away(const Appointment& one) const { return move.away && move.away->teacher == one.teacher && move.away->dates.contains(one.date); }
  Instant wished(const Appointment& one) const {
    if (goes_away(one)) return one.when.starts() + move.away->by;
    const auto by = move.by.find(one.date);
    return by == move.by.end() ? one.when.starts() : one.when.starts() + by->second;
  }
  /// Whether a family that is offered it hears of it in time, where it is moved.
  bool in_time(const Appointment& one) const { return wished(one) == one.when.starts() || wished(one) >= now + kLeastToAnswer; }
  bool asks_others() const { return before.audience != after.audience || before.evening.class_teachers != after.evening.class_teachers; }
  /// What the school's records took away is not this change's to give back.
  bool uninvites(const Appointment& one) const {
    return !may_see(after, school.people, one.household, one.student, one.teacher) && may_see(before, school.people, one.household, one.student, one.teacher);
  }
};

/// `close`: those that are kept only where they are far enough from the others of their family.
std::vector<Fate> settled(const Change& change, const std::vector<Appointment>& live, const std::set<BookingId>& close) {
  Settling settling(change.after, change.school, change.now);
  std::vector<Fate> all;
  for (const auto& one : live) all.push_back({one});
  std::vector<Fate*> open, offers;
  const bool asks_others = change.asks_others();
  for (auto& fate : all) {
    if (begun(fate.before, change.now)) {
      fate.after = settling.leave(fate.before);
    } else if (!asks_others || !change.uninvites(fate.before)) {
      (fate.before.is_offer() ? offers : open).push_back(&fate);
    }
  }
  const auto give = [&](const std::vector<Fate*>& some, auto&& place) {
    for (auto* fate : some) {
      if (!fate->after) fate->after = place(change.colleagues.kept(fate->before));
    }
  };
  using Placed = std::optional<Appointment>;
  // Who sits where others come to from another date keeps that.
  give(open, [&](const Appointment& one) { return close.contains(one.booking) || change.goes_away(one) ? Placed() : settling.keep(one, change.wished(one)); });
  give(open, [&](const Appointment& one) { return close.contains(one.booking) ? Placed() : settling.keep(one, change.wished(one)); });
  give(open, [&](const Appointment& one) { return close.contains(one.booking) ? settling.keep(one, change.wished(one), true) : Placed(); });
  give(offers, [&](const Appointment& one) { return change.in_time(one) ? settling.keep(one, change.wished(one), true) : Placed(); });
  give(open, [&](const Appointment& one) {
    const bool promised = one.state == AppointmentState::booked;
    return promised && !change.move.cancels ? settling.nearest_to(one, change.wished(one)) : Placed();
  });
  give(open, [&](const Appointment& one) { return close.contains(one.booking) ? settling.keep(one, change.wished(one)) : Placed(); });
  // Also where the office gives back what is booked: the line would offer it in a moment, with a message more.
  give(offers, [&](const Appointment& one) { return settling.nearest_to(one, change.wished(one)); });
  return all;
}

/// What the change strains, and was not strained like that before.
void mark_strains(const Change& change, const std::vector<Appointment>& live, std::vector<Fate>& fates) {
  std::vector<Appointment> kept;
  for (const auto& fate : fates) {
    if (fate.after) kept.push_back(*fate.after);
  }
  const auto climbed = at_steps(change.before, change.school, live), climbs = at_steps(change.after, change.school, kept);
  const auto was = strains(change.before, change.school, live), is = strains(change.after, change.school, std::move(kept));
  for (auto& fate : fates) {
    const auto booking = fate.before.booking;
    const auto now = is.find(booking), then = was.find(booking);
    if (begun(fate.before, change.now)) continue;
    if (now != is.end() && (then == was.end() || then->second != now->second)) fate.strain = now->second;
    if (!fate.strain && climbs.contains(booking) && !climbed.contains(booking)) fate.strain = Strain::steps;
  }
}

std::set<BookingId> too_close(const std::vector<Fate>& fates) {
  std::set<BookingId> some;
  for (const auto& fate : fates) {
    if (fate.strain == Strain::too_close) some.insert(fate.before.booking);
  }
  return some;
}

}  // namespace

std::vector<Fate> fates(const Plan& before, const Plan& after, const Move& move, const School& school,
                        std::vector<Appointment> live, Instant now) {
  std::ranges::sort(live, {}, [](const Appointment& one) { return std::tuple(one.created_at, one.booking); });
  const Change change{before, after, move, school, now, Colleagues(before, after, school.people, live)};
  auto all = settled(change, live, {});
  mark_strains(change, live, all);
  if (const auto close = too_close(all); move.spreads && !close.empty()) {
    all = settled(change, live, close);
    mark_strains(change, live, all);
  }
  for (auto& fate : all) fate.told = differs(before, after, school.people, fate, now);
  return all;
}

std::map<HouseholdId, std::vector<const Fate*>> touched(const std::vector<Fate>& fates) {
  std::map<HouseholdId, std::vector<const Fate*>> all;
  for (const auto& fate : fates) {
    if (fate.told) all[fate.before.household].push_back(&fate);
  }
  return all;
}

}  // namespace lodge::parents_evening
