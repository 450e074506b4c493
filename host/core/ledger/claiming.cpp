#include "core/ledger/claiming.h"

#include <lodge/errors.h>

#include <algorithm>
#include <set>

namespace lodge::core::ledger {
namespace {

constexpr int kMostAttempts = 100;
/// Runs of one leaf that are no further apart than this are read at once: about half a day of five minutes.
constexpr std::int64_t kWorthOneRead = 150;

constexpr int kSomeUnit = -1;  // it is counted; which one it will be is chosen later

/// Counts what a request that fits will hold.
void reserve(Occupancy& occupancy, const Request& request) {
  for (const auto& claim : request.kept) occupancy.add(claim);
  for (const auto& need : request.needs) {
    for (int i = 0; i < need.units; ++i) occupancy.add({need.leaf, need.atom, kSomeUnit, request.booking});
  }
}

/// Who is short when the first come are served first, as far as `occupancy` knows.
std::map<std::size_t, Shortage> shortages_of(std::span<const Request> requests, Occupancy occupancy) {
  std::map<std::size_t, Shortage> shortages;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (const auto lacking = shortage(requests[i], occupancy)) {
      shortages.emplace(i, *lacking);
    } else {
      reserve(occupancy, requests[i]);
    }
  }
  return shortages;
}

/// Units for all who are not short. What any of them keeps is nobody else's.
std::vector<Claim> choose_for(std::span<const Request> requests, const std::map<std::size_t, Shortage>& shortages, Occupancy occupancy) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (shortages.contains(i)) continue;
    for (const auto& claim : requests[i].kept) occupancy.add(claim);
  }
  std::vector<Claim> all;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (shortages.contains(i)) continue;
    const auto claims = choose(requests[i].needs, requests[i].booking, occupancy, std::hash<BookingId>{}(requests[i].booking));
    for (const auto& claim : claims) occupancy.add(claim);
    all.insert(all.end(), claims.begin(), claims.end());
  }
  return all;
}

struct Run {
  ResourceId leaf;
  std::int64_t first, end;
};

/// The needs in as few runs as are worth reading.
std::vector<Run> runs_of(std::span<const Request> requests, bool pools_only) {
  std::vector<Run> runs;
  for (const auto& request : requests) {
    for (const auto& spans : request.spans) {
      for (const auto& span : spans) {
        if (!pools_only || span.leaf.units > 1) runs.push_back({span.leaf.id, span.first, span.end});
      }
    }
  }
  std::ranges::sort(runs, {}, [](const Run& run) { return std::tuple(run.leaf, run.first); });
  std::vector<Run> merged;
  for (const auto& run : runs) {
    if (!merged.empty() && merged.back().leaf == run.leaf && run.first <= merged.back().end + kWorthOneRead) {
      merged.back().end = std::max(merged.back().end, run.end);
    } else {
      merged.push_back(run);
    }
  }
  return merged;
}

Occupancy read_runs(Reader& reader, std::span<const Request> requests, bool pools_only) {
  std::set<BookingId> own;
  for (const auto& request : requests) own.insert(request.booking);
  Occupancy occupancy;
  for (const auto& run : runs_of(requests, pools_only)) {
    for (const auto& claim : claims_in(reader, run.leaf, run.first, run.end)) {
      if (!own.contains(claim.booking)) occupancy.add(claim);
    }
  }
  return occupancy;
}

/// Those that stand in the way of somebody who is short.
std::set<BookingId> in_the_way(std::span<const Request> requests, const std::map<std::size_t, Shortage>& shortages, const Occupancy& occupancy) {
  std::set<BookingId> result;
  for (const auto& [i, lacking] : shortages) {
    for (const auto& spans : requests[i].spans) {
      const auto found = occupancy.in_the_way(needs(spans));
      result.insert(found.begin(), found.end());
    }
  }
  return result;
}

bool is_expired(const std::optional<Booking>& booking) {
  return booking && booking->state == BookingState::cancelled && booking->held_until;
}

/// Cancels a hold that expired, with its claims; false when it was none.
bool remove_expired(Transaction& transaction, const Shapes& shapes, BookingId booking, Stamp stamp) {
  const auto found = find_booking(transaction, booking, stamp.now);
  if (!is_expired(found)) return false;
  auto cancelled = *found;
  cancelled.held_until.reset();
  // When it moved meanwhile, somebody else removed or confirmed it: the caller looks again in either case.
  if (update_booking(transaction, cancelled, found->version, stamp)) remove_claims(transaction, shapes, booking);
  return true;
}

bool remove_all_expired(Transaction& transaction, const Shapes& shapes, const std::set<BookingId>& bookings, Stamp stamp) {
  bool removed = false;
  for (const auto& booking : bookings) removed = remove_expired(transaction, shapes, booking, stamp) || removed;
  return removed;
}

bool try_insert(Transaction& transaction, const std::vector<Claim>& claims) {
  try {
    insert_claims(transaction, claims);
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

/// What others hold, and what each of the requests' bookings does.
struct Holding {
  Occupancy others;
  std::map<BookingId, std::vector<Claim>> own;
};

Holding holding(Reader& reader, std::span<const Request> requests, std::span<const Span> where) {
  Holding found;
  for (const auto& request : requests) found.own[request.booking];
  for (const auto& claim : claims_in(reader, where)) {
    const auto own = found.own.find(claim.booking);
    if (own == found.own.end()) found.others.add(claim);
    else own->second.push_back(claim);
  }
  return found;
}

}  // namespace

Occupancy look(Reader& reader, std::span<const Request> requests) { return read_runs(reader, requests, false); }

std::vector<Claim> claims_of(Reader& reader, const Shapes& shapes, BookingId booking) {
  return claims_of(reader, booking, shapes.spans_in(reader, reaches_of(reader, booking)));
}

void remove_claims(Transaction& transaction, const Shapes& shapes, BookingId booking) {
  remove_claims(transaction, booking, shapes.spans_in(transaction, reaches_of(transaction, booking)));
}

std::map<std::size_t, Shortage> claim(Transaction& transaction, const Shapes& shapes, std::span<const Request> requests, Clashing clashing,
                                      Stamp stamp) {
  auto occupancy = read_runs(transaction, requests, true);
  bool looked = false;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    const auto shortages = shortages_of(requests, occupancy);
    bool removed = false;
    if (looked && !shortages.empty()) {
      removed = remove_all_expired(transaction, shapes, in_the_way(requests, shortages, occupancy), stamp);
      if (!removed && clashing == Clashing::refuse_all) return shortages;
    }
    if (!removed && (looked || shortages.empty()) && try_insert(transaction, choose_for(requests, shortages, occupancy))) return shortages;
    occupancy = look(transaction, requests);
    looked = true;
  }
  throw Unavailable("others were faster a hundred times");
}

std::map<std::size_t, Shortage> reclaim(Transaction& transaction, const Shapes& shapes, std::span<const Request> requests,
                                        std::vector<Span> held, Stamp stamp) {
  for (const auto& request : requests) {
    for (const auto& spans : request.spans) held.insert(held.end(), spans.begin(), spans.end());
  }
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    auto found = holding(transaction, requests, held);
    std::vector<Request> fresh(requests.begin(), requests.end());
    std::vector<Claim> rest;
    for (auto& request : fresh) std::ranges::move(keep_what_fits(request, found.own.at(request.booking)), std::back_inserter(rest));
    const auto shortages = shortages_of(fresh, found.others);
    if (!shortages.empty()) {
      if (remove_all_expired(transaction, shapes, in_the_way(fresh, shortages, found.others), stamp)) continue;
      return shortages;
    }
    remove_claims(transaction, rest);
    if (try_insert(transaction, choose_for(fresh, {}, std::move(found.others)))) return {};
    insert_claims(transaction, std::move(rest));  // nobody has them: their rows are locked until this write ends
  }
  throw Unavailable("others were faster a hundred times");
}

std::map<std::size_t, Shortage> judge(Reader& reader, std::span<const Request> requests, Instant now) {
  auto occupancy = look(reader, requests);
  for (;;) {
    auto shortages = shortages_of(requests, occupancy);
    auto expired = in_the_way(requests, shortages, occupancy);
    std::erase_if(expired, [&](const BookingId& one) { return !is_expired(find_booking(reader, one, now)); });
    if (expired.empty()) return shortages;
    occupancy.forget(expired);
  }
}

}  // namespace lodge::core::ledger
