#include "core/ledger/claiming.h"

#include <lodge/errors.h>

#include <algorithm>
#include <set>

namespace lodge::core::ledger {
namespace {

constexpr int kMostAttempts = 100;
/// Runs of one leaf that are no further apart than this are read at once: about half a day of five minutes.
constexpr std::int64_t kWorthOneRead = 150;

struct Allotment {
  std::map<std::size_t, Shortage> shortages;
  std::vector<Claim> claims;
};

/// First come, first served, as far as `occupancy` knows.
Allotment allot(std::span<const Request> requests, Occupancy occupancy) {
  Allotment result;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto& request = requests[i];
    if (const auto lacking = shortage(request, occupancy)) {
      result.shortages.emplace(i, *lacking);
      continue;
    }
    for (const auto& claim : request.kept) occupancy.add(claim);
    const auto claims = choose(request.needs, request.booking, occupancy, std::hash<BookingId>{}(request.booking));
    for (const auto& claim : claims) occupancy.add(claim);
    result.claims.insert(result.claims.end(), claims.begin(), claims.end());
  }
  return result;
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

bool remove_all_expired(Transaction& transaction, const std::set<BookingId>& bookings, Stamp stamp) {
  bool removed = false;
  for (const auto& booking : bookings) removed = remove_expired(transaction, booking, stamp) || removed;
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

}  // namespace

Occupancy look(Reader& reader, std::span<const Request> requests) { return read_runs(reader, requests, false); }

bool remove_expired(Transaction& transaction, BookingId booking, Stamp stamp) {
  const auto found = find_booking(transaction, booking, stamp.now);
  if (!is_expired(found)) return false;
  auto cancelled = *found;
  cancelled.held_until.reset();
  // When it moved meanwhile, somebody else removed or confirmed it: the caller looks again in either case.
  if (update_booking(transaction, cancelled, found->version, stamp)) remove_claims(transaction, booking);
  return true;
}

std::map<std::size_t, Shortage> claim(Transaction& transaction, std::span<const Request> requests, Clashing clashing, Stamp stamp) {
  auto occupancy = read_runs(transaction, requests, true);
  bool looked = false;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    const auto [shortages, claims] = allot(requests, occupancy);
    bool removed = false;
    if (looked && !shortages.empty()) {
      removed = remove_all_expired(transaction, in_the_way(requests, shortages, occupancy), stamp);
      if (!removed && clashing == Clashing::refuse_all) return shortages;
    }
    if (!removed && (looked || shortages.empty()) && try_insert(transaction, claims)) return shortages;
    occupancy = look(transaction, requests);
    looked = true;
  }
  throw Unavailable("others were faster a hundred times");
}

std::map<std::size_t, Shortage> judge(Reader& reader, std::span<const Request> requests, Instant now) {
  auto occupancy = look(reader, requests);
  for (;;) {
    auto shortages = allot(requests, occupancy).shortages;
    auto expired = in_the_way(requests, shortages, occupancy);
    std::erase_if(expired, [&](const BookingId& one) { return !is_expired(find_booking(reader, one, now)); });
    if (expired.empty()) return shortages;
    occupancy.forget(expired);
  }
}

}  // namespace lodge::core::ledger
