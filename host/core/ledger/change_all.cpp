// Many bookings changed in one step.
#include "core/ledger/ledger.h"
#include "core/ledger/many_store.h"

#include <algorithm>
#include <stdexcept>

namespace lodge::core {

using namespace ledger;

namespace {

std::vector<BookingId> ids_of(std::span<const NewWants> all) {
  std::vector<BookingId> ids;
  for (const auto& one : all) ids.push_back(one.booking);
  auto sorted = ids;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end()) throw std::invalid_argument("a booking is changed once in one step");
  return ids;
}

std::vector<std::size_t> gone(std::span<const BookingId> ids, const std::map<BookingId, Standing>& before) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto found = before.find(ids[i]);
    if (found == before.end() || !found->second.live) places.push_back(i);
  }
  return places;
}

/// In the order in which every writer of many locks them.
std::vector<Times> times_before(const std::map<BookingId, Standing>& before) {
  std::vector<Times> times;
  for (const auto& [id, one] : before) times.push_back({id, one.when});
  return times;
}

std::vector<Times> times_after(std::span<const NewWants> all) {
  std::vector<Times> times;
  for (const auto& one : all) times.push_back({one.booking, whole_time(one.wants)});
  std::ranges::sort(times, {}, &Times::id);
  return times;
}

std::vector<Span> spans_before(Reader& reader, const Shapes& shapes, const std::map<BookingId, Standing>& before) {
  std::vector<Span> spans;
  for (const auto& [id, one] : before) std::ranges::move(shapes.spans_in(reader, one.reaches), std::back_inserter(spans));
  return spans;
}

std::vector<std::size_t> places_of(const std::map<std::size_t, Shortage>& shortages) {
  std::vector<std::size_t> places;
  for (const auto& [i, lacking] : shortages) places.push_back(i);
  return places;
}

std::vector<Placed> placed(std::span<const NewWants> all, std::span<const Request> requests) {
  std::vector<Placed> result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Booking booking{};
    booking.id = all[i].booking;
    booking.wants = all[i].wants;
    result.push_back({std::move(booking), reaches_of(requests[i])});
  }
  std::ranges::sort(result, {}, [](const Placed& one) { return one.booking.id; });
  return result;
}

}  // namespace

std::vector<std::size_t> StoredLedger::change_all(Transaction& transaction, std::span<const NewWants> all) {
  const auto ids = ids_of(all);
  std::vector<Request> requests;
  for (const auto& one : all) {
    check_wants(transaction, shapes_, one.wants);
    requests.push_back(request_in(transaction, shapes_, one.booking, one.wants));
  }
  const auto now = stamp();
  // Locks them, so that nobody cancels one while it takes new claims; what they want stays to be read.
  set_times(transaction, times_after(all), 1, now);
  const auto before = standing(transaction, ids, now.now);
  auto refused = gone(ids, before);
  if (refused.empty()) refused = places_of(reclaim(transaction, shapes_, requests, spans_before(transaction, shapes_, before), now));
  if (!refused.empty()) {
    set_times(transaction, times_before(before), -1, now);
    return refused;
  }
  replace_wants(transaction, placed(all, requests));
  std::set<SiteId> sites;
  for (const auto& [id, one] : before) sites.insert(one.site);
  for (const auto& site : sites) rise_after(transaction, site);
  return {};
}

}  // namespace lodge::core
