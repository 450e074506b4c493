// What happens to a booking after it was made.
#include "core/ledger/ledger.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::core {

using namespace ledger;

namespace {

constexpr int kMostAttempts = 100;
constexpr std::size_t kCancelledAtOnce = 200;

bool is_live(const Booking& booking) { return booking.state != BookingState::cancelled; }

/// Of those who stand in the way: an expired hold, else who booked last.
Booking first_to_go(Reader& reader, const std::set<BookingId>& in_the_way, Instant now) {
  std::vector<Booking> bookings;
  for (const auto& id : in_the_way) bookings.push_back(find_booking(reader, id, now).value());
  return *std::ranges::max_element(bookings, {}, [](const Booking& one) { return std::tuple(!is_live(one), one.created_at, one.id); });
}

bool may_advance(BookingState from, BookingState to) {
  return (from == BookingState::held && to == BookingState::pending) ||
         ((from == BookingState::held || from == BookingState::pending) && to == BookingState::confirmed);
}

}  // namespace

std::expected<Booking, ChangeRefusal> StoredLedger::change(Transaction& transaction, BookingId id, std::int64_t version,
                                                           std::span<const Want> wants) {
  check_wants(transaction, shapes_, wants);
  const auto before = find_booking(transaction, id, clock_.now());
  if (!before) return std::unexpected(NotFound{});
  if (!is_live(*before) || before->version != version) return std::unexpected(Changed{*before});
  auto after = *before;
  after.wants.assign(wants.begin(), wants.end());
  const auto now = stamp();
  // Locks the booking, so that nobody cancels it while it takes new claims.
  if (!update_booking(transaction, after, version, now)) return std::unexpected(Changed{find_booking(transaction, id, now.now).value()});
  after.version = version + 1;
  after.changed_at = now.now;
  return replace_claims(transaction, *before, std::move(after));
}

std::expected<Booking, ChangeRefusal> StoredLedger::replace_claims(Transaction& transaction, const Booking& before, Booking after) {
  auto request = request_in(transaction, shapes_, after.id, after.wants);
  const auto rest = keep_what_fits(request, claims_of(transaction, shapes_, after.id));
  const auto shortages = claim(transaction, shapes_, std::span(&request, 1), Clashing::refuse_all, stamp());
  if (!shortages.empty()) {
    const auto& lacking = shortages.begin()->second;
    const auto& wanted = after.wants[lacking.want];
    const auto by = find_booking(transaction, lacking.by, clock_.now());
    restore_booking(transaction, before, stamp());
    return std::unexpected(Taken{wanted, lacking.by, by ? by->kind : std::string(), lacking.clash});
  }
  remove_claims(transaction, rest);
  const Placed placed{after, reaches_of(request)};
  replace_wants(transaction, std::span(&placed, 1));
  rise_after(transaction, after.site);
  return after;
}

std::expected<Booking, ChangeRefusal> StoredLedger::advance(Transaction& transaction, BookingId id, std::int64_t version,
                                                            BookingState to) {
  const auto now = stamp();
  const auto before = find_booking(transaction, id, now.now);
  if (!before) return std::unexpected(NotFound{});
  if (before->version != version || !may_advance(before->state, to)) return std::unexpected(Changed{*before});
  auto after = *before;
  after.state = to;
  after.held_until.reset();
  if (!update_booking(transaction, after, version, now)) return std::unexpected(Changed{find_booking(transaction, id, now.now).value()});
  after.version = version + 1;
  after.changed_at = now.now;
  rise_after(transaction, after.site);
  return after;
}

std::expected<Booking, ChangeRefusal> StoredLedger::cancel(Transaction& transaction, BookingId id) {
  if (auto cancelled = cancel_live(transaction, id)) return std::move(*cancelled);
  auto found = find_booking(transaction, id, clock_.now());
  if (!found) return std::unexpected(NotFound{});
  return std::move(*found);
}

/// Cancels it unless it was cancelled before, or is not there. An expired hold that was not swept yet counts as live.
std::optional<Booking> StoredLedger::cancel_live(Transaction& transaction, BookingId id) {
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    const auto now = stamp();
    auto booking = find_booking(transaction, id, now.now);
    if (!booking || (!is_live(*booking) && !booking->held_until)) return std::nullopt;
    booking->state = BookingState::cancelled;
    booking->held_until.reset();
    if (!update_booking(transaction, *booking, booking->version, now)) continue;
    remove_claims(transaction, shapes_, id);
    booking->version += 1;
    booking->changed_at = now.now;
    rise_after(transaction, booking->site);
    return booking;
  }
  throw Unavailable("others changed the booking a hundred times");
}

std::size_t StoredLedger::cancel_many(std::span<const BookingId> bookings) {
  std::size_t cancelled = 0;
  while (!bookings.empty()) {
    const auto some = bookings.first(std::min(bookings.size(), kCancelledAtOnce));
    cancelled += database_.write([&](Transaction& transaction) {
      return static_cast<std::size_t>(std::ranges::count_if(some, [&](const BookingId& id) { return cancel_live(transaction, id).has_value(); }));
    });
    bookings = bookings.subspan(some.size());
  }
  return cancelled;
}

std::vector<Booking> StoredLedger::displace(Transaction& transaction, std::span<const Want> wants) {
  check_wants(transaction, shapes_, wants);
  const auto request = request_in(transaction, shapes_, BookingId::random(), wants);
  auto occupancy = look(transaction, std::span(&request, 1));
  std::vector<Booking> displaced;
  for (auto in_the_way = occupancy.in_the_way(request.needs); !in_the_way.empty(); in_the_way = occupancy.in_the_way(request.needs)) {
    const auto victim = first_to_go(transaction, in_the_way, clock_.now());
    if (auto cancelled = cancel_live(transaction, victim.id); cancelled && is_live(victim)) displaced.push_back(std::move(*cancelled));
    occupancy.forget({victim.id});
  }
  std::ranges::sort(displaced, {}, [](const Booking& one) { return std::tuple(whole_time(one.wants).starts(), one.id); });
  return displaced;
}

}  // namespace lodge::core
