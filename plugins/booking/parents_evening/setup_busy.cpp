#include "interpreters.h"
#include "setup_claims.h"
#include "store.h"

#include <lodge/rooms.h>

#include <algorithm>
#include <ranges>

namespace lodge::parents_evening {
namespace {

/// What the desks of one date need, when, and the evening's own bookings of it.
struct Needed {
  std::map<ResourceId, Interval> resources{};
  std::set<BookingId> own{};
  void add(ResourceId resource, const Interval& when) {
    const auto [place, is_new] = resources.emplace(resource, when);
    if (!is_new) place->second = *Interval::make(std::min(place->second.starts(), when.starts()), std::max(place->second.ends(), when.ends()));
  }
};

Needed needed(Reader& reader, const Plan& plan, const EveningDate& date) {
  Needed all;
  for (const auto& desk : plan.desks) {
    if (desk.date != date.id || desk.away_with_date || desk.slots == 0) continue;
    for (const auto& seat : desk.teachers) all.add(diary_of(seat.who_sits()), desk.when(0, desk.slots));
    if (desk.sitting) all.own.insert(*desk.sitting);
  }
  for (const auto& [room, when] : rooms_needed(plan, date)) all.add(resource_of(room), when);
  for (const auto& one : plan.interpreters) {
    for (const auto& time : one.times) {
      if (time.sitting) all.own.insert(*time.sitting);
    }
  }
  for (const auto& [room, booking] : rooms_of(reader, date.id)) all.own.insert(booking);
  return all;
}

/// What somebody has of what is needed: itself, or else a part of it, or the whole that it is a part of.
std::vector<Want> had_of(Ledger& ledger, Reader& reader, const std::map<ResourceId, Interval>& resources, std::vector<Want> theirs) {
  const auto part_of = [&](ResourceId whole, ResourceId part) {
    const auto found = ledger.resource(reader, whole);
    return found && std::ranges::find(found->parts, part) != found->parts.end();
  };
  const auto strange = [&](const Want& want) { return !resources.contains(want.resource); };
  if (!std::ranges::all_of(theirs, strange)) {
    std::erase_if(theirs, strange);
    return theirs;
  }
  std::vector<Want> had;
  for (const auto& want : theirs) {
    for (const auto& [ours, when] : resources) {
      if (part_of(want.resource, ours) || part_of(ours, want.resource)) had.push_back({ours, want.when, want.units});
    }
  }
  return had;
}

}  // namespace

std::vector<InTheWay> EveningSetup::busy(const Plan& plan) const {
  std::vector<InTheWay> all;
  kernel_.database.read([&](Reader& reader) {
    for (const auto& date : plan.held_dates()) {
      if (date.when.ends() <= kernel_.clock.now()) continue;
      const auto [resources, own] = needed(reader, plan, date);
      const auto keys = std::views::keys(resources);
      for (const auto& booking : kernel_.ledger.between(reader, std::vector<ResourceId>(keys.begin(), keys.end()), date.when)) {
        if (own.contains(booking.id)) continue;
        for (const auto& had : had_of(kernel_.ledger, reader, resources, booking.wants)) {
          const auto& when = resources.at(had.resource);
          const auto clash = Interval::make(std::max(had.when.starts(), when.starts()), std::min(had.when.ends(), when.ends()));
          if (clash) all.push_back({{{had.resource, when, 1}, booking.id, booking.kind, *clash}, booking});
        }
      }
    }
  });
  return all;
}

}  // namespace lodge::parents_evening
