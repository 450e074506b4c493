#include "core/ledger/occupancy.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::core::ledger {
namespace {

bool short_of(const Occupancy& occupancy, const Span& span, std::int64_t atom) {
  return occupancy.used(span.leaf.id, atom) + span.units > span.leaf.units;
}

bool holds(const Occupancy& occupancy, ResourceId leaf, std::int64_t atom, BookingId booking) {
  return std::ranges::any_of(occupancy.holders(leaf, atom), [&](const auto& holder) { return holder.second == booking; });
}

/// From the first short atom on, as long as the one who holds it holds on and it stays short.
Shortage clash_at(const Occupancy& occupancy, const Span& span, std::size_t want, std::int64_t first) {
  const auto& holders = occupancy.holders(span.leaf.id, first);
  if (holders.empty()) return {want, time_of(span.first, span.end, span.leaf.grid), BookingId()};
  const auto by = holders.front().second;
  auto end = first + 1;
  while (end < span.end && short_of(occupancy, span, end) && holds(occupancy, span.leaf.id, end, by)) ++end;
  return {want, time_of(first, end, span.leaf.grid), by};
}

/// Takes the free units of one atom: first those of the atom before, then from `seed` round.
class UnitsOfAtom {
 public:
  UnitsOfAtom(const Occupancy& occupancy, const Need& need) : free_(static_cast<std::size_t>(need.of), true) {
    for (const auto& [unit, booking] : occupancy.holders(need.leaf, need.atom)) take(static_cast<std::size_t>(unit));
  }
  bool take(std::size_t unit) {
    if (unit >= free_.size() || !free_[unit]) return false;
    free_[unit] = false;
    return true;
  }
  std::size_t take_from(std::size_t seed) {
    for (std::size_t i = 0; i < free_.size(); ++i) {
      if (const auto unit = (seed + i) % free_.size(); take(unit)) return unit;
    }
    broken_promise("a need without shortage has free units");
  }

 private:
  std::vector<bool> free_;
};

std::vector<std::size_t> units_for(const Occupancy& occupancy, const Need& need, const std::vector<std::size_t>& before, std::size_t seed) {
  if (need.of == 1) return {0};
  const auto wanted = static_cast<std::size_t>(need.units);
  UnitsOfAtom atom(occupancy, need);
  std::vector<std::size_t> units;
  for (const auto unit : before) {
    if (units.size() < wanted && atom.take(unit)) units.push_back(unit);
  }
  while (units.size() < wanted) units.push_back(atom.take_from(seed));
  return units;
}

}  // namespace

const std::vector<std::pair<int, BookingId>>& Occupancy::holders(ResourceId leaf, std::int64_t atom) const {
  static const std::vector<std::pair<int, BookingId>> kNobody;
  const auto found = held_.find({leaf, atom});
  return found == held_.end() ? kNobody : found->second;
}

int Occupancy::used(ResourceId leaf, std::int64_t atom) const { return static_cast<int>(holders(leaf, atom).size()); }

void Occupancy::forget(const std::set<BookingId>& bookings) {
  for (auto& [place, holders] : held_) std::erase_if(holders, [&](const auto& holder) { return bookings.contains(holder.second); });
}

std::set<BookingId> Occupancy::in_the_way(const std::vector<Need>& needs) const {
  std::set<BookingId> found;
  for (const auto& need : needs) {
    if (used(need.leaf, need.atom) + need.units <= need.of) continue;
    for (const auto& [unit, booking] : holders(need.leaf, need.atom)) found.insert(booking);
  }
  return found;
}

std::vector<Reach> reaches_of(const Request& request) {
  std::vector<Reach> reaches;
  for (const auto& spans : request.spans) reaches.push_back(reach_of(spans));
  return reaches;
}

std::vector<Claim> keep_what_fits(Request& request, const std::vector<Claim>& own) {
  std::map<std::pair<ResourceId, std::int64_t>, Need*> wanted;
  for (auto& need : request.needs) wanted[{need.leaf, need.atom}] = &need;
  std::vector<Claim> rest;
  for (const auto& claim : own) {
    const auto found = wanted.find({claim.leaf, claim.atom});
    const bool fits = found != wanted.end() && found->second->units > 0 && claim.unit < found->second->of;
    if (fits) --found->second->units;
    (fits ? request.kept : rest).push_back(claim);
  }
  std::erase_if(request.needs, [](const Need& need) { return need.units == 0; });
  return rest;
}

std::optional<Shortage> shortage(const Request& request, const Occupancy& occupancy) {
  for (std::size_t want = 0; want < request.spans.size(); ++want) {
    for (const auto& span : request.spans[want]) {
      for (auto atom = span.first; atom < span.end; ++atom) {
        if (short_of(occupancy, span, atom)) return clash_at(occupancy, span, want, atom);
      }
    }
  }
  return std::nullopt;
}

std::vector<Claim> choose(const std::vector<Need>& needs, BookingId booking, const Occupancy& occupancy, std::size_t seed) {
  std::vector<Claim> claims;
  std::vector<std::size_t> units;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto& need = needs[i];
    if (i == 0 || needs[i - 1].leaf != need.leaf) units.clear();
    units = units_for(occupancy, need, units, seed);
    for (const auto unit : units) claims.push_back({need.leaf, need.atom, static_cast<int>(unit), booking});
  }
  std::ranges::sort(claims);
  return claims;
}

}  // namespace lodge::core::ledger
