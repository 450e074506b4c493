#pragma once
#include "core/ledger/need.h"

#include <map>
#include <set>
#include <utility>

namespace lodge::core::ledger {

/// One row of `claim`. Sorts as the table's primary key does.
struct Claim {
  ResourceId leaf;
  std::int64_t atom;
  int unit;
  BookingId booking;
  auto operator<=>(const Claim&) const = default;
};

/// What one booking asks for, worked out: `spans[i]` is what the want i claims, `needs` are all of them together
/// without what it holds already and keeps.
struct Request {
  BookingId booking;
  std::vector<std::vector<Span>> spans;
  std::vector<Need> needs;
  std::vector<Claim> kept;
};

/// Where what it asks for lies, by want.
std::vector<Reach> reaches_of(const Request& request);

/// Why a request cannot be had: its want, and the time of the first clash with one other booking; `by` names nothing
/// when there are too few units even if nobody held one.
struct Shortage {
  std::size_t want;
  Interval clash;
  BookingId by;
};

/// Who holds what, as far as it was looked at.
class Occupancy {
 public:
  void add(const Claim& claim) { held_[{claim.leaf, claim.atom}].emplace_back(claim.unit, claim.booking); }
  void forget(const std::set<BookingId>& bookings);
  int used(ResourceId leaf, std::int64_t atom) const;
  /// Unit and booking of each claim on an atom.
  const std::vector<std::pair<int, BookingId>>& holders(ResourceId leaf, std::int64_t atom) const;
  /// Everyone who holds part of what `needs` are short of, each once.
  std::set<BookingId> in_the_way(const std::vector<Need>& needs) const;

 private:
  std::map<std::pair<ResourceId, std::int64_t>, std::vector<std::pair<int, BookingId>>> held_;
};

/// Splits what a booking holds: `kept` is what its request needs, which then needs it no more; the rest is answered.
std::vector<Claim> keep_what_fits(Request& request, const std::vector<Claim>& own);

/// The first want that cannot be had, if one cannot.
std::optional<Shortage> shortage(const Request& request, const Occupancy& occupancy);

/// A free unit for each need, sorted by key; there must be no shortage. Of a pool it takes the units that it took
/// for the atom before where it can, beginning at a unit that `seed` chooses, so that two who take from one pool
/// at once seldom meet.
std::vector<Claim> choose(const std::vector<Need>& needs, BookingId booking, const Occupancy& occupancy, std::size_t seed);

}  // namespace lodge::core::ledger
