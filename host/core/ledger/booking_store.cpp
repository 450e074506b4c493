#include "core/ledger/booking_store.h"

#include "core/ledger/id_list.h"
#include "core/ledger/need.h"

#include <lodge/errors.h>

#include <algorithm>
#include <array>
#include <set>

namespace lodge::core::ledger {
namespace {

using std::int64_t;

constexpr auto kLongIsOver = std::chrono::hours(12);
constexpr std::array<std::string_view, 4> kStates = {"held", "pending", "confirmed", "cancelled"};

BookingState state_of(std::string_view word) {
  const auto found = std::ranges::find(kStates, word);
  LODGE_CHECK(found != kStates.end());
  return static_cast<BookingState>(found - kStates.begin());
}

int64_t is_long(const Interval& when) { return when.length() > kLongIsOver ? 1 : 0; }

/// A booking beside one of its wants; a booking's rows follow each other.
#define LODGE_BOOKING_ROW                                                                                        \
  "b.id, b.site, b.kind, b.owner, b.state, b.held_until, b.series, b.version, b.created_at, b.changed_at, w.nth," \
  " w.resource, w.starts_at, w.ends_at, w.units"

std::vector<Booking> read_bookings(Reader& reader, std::string_view sql, std::span<const Bind> binds, Instant now) {
  std::vector<Booking> bookings;
  int64_t nth_before = -1;
  for (const auto& [id, site, kind, owner, state, held_until, series, version, created_at, changed_at, nth, resource, starts_at, ends_at, units] :
       reader.rows<BookingId, SiteId, std::string, PersonId, std::string, std::optional<Instant>, std::optional<SeriesId>, int64_t, Instant,
                   Instant, int64_t, ResourceId, Instant, Instant, int64_t>(sql, binds)) {
    if (bookings.empty() || bookings.back().id != id) {
      bookings.push_back({id, site, kind, owner, state_of(state), held_until, series, {}, version, created_at, changed_at});
      auto& booking = bookings.back();
      if (booking.state == BookingState::held && *held_until <= now) booking.state = BookingState::cancelled;
      nth_before = -1;
    }
    if (nth <= nth_before) continue;  // found by two of its wants
    nth_before = nth;
    bookings.back().wants.push_back({resource, Interval::make(starts_at, ends_at).value(), static_cast<int>(units)});
  }
  return bookings;
}

/// Empty when a want's claims are on what it wants, as nearly all are.
std::string leaves_text(const Want& want, const Reach& reach) {
  if (reach.leaves.size() == 1 && reach.leaves.front() == want.resource) return {};
  std::string text;
  for (const auto& leaf : reach.leaves) text += (text.empty() ? "" : ",") + leaf.text();
  return text;
}

}  // namespace

std::vector<ResourceId> leaves_in(std::string_view text, ResourceId resource) {
  if (text.empty()) return {resource};
  std::vector<ResourceId> leaves;
  for (std::size_t at = 0; at < text.size(); at += RawId::kTextSize + 1) {
    if (const auto leaf = ResourceId::parse(text.substr(at, RawId::kTextSize))) leaves.push_back(*leaf);
  }
  return leaves;
}

std::string_view word_of(BookingState state) { return kStates[static_cast<std::size_t>(state)]; }

constexpr std::string_view kInsertWants =
    "insert into booking_want (booking, nth, resource, is_long, starts_at, ends_at, units, claims_from, claims_to, leaves)";

static void insert_wants(Transaction& transaction, std::span<const Placed> sorted) {
  std::vector<Bind> cells;
  for (const auto& [booking, reaches] : sorted) {
    for (std::size_t nth = 0; nth < booking.wants.size(); ++nth) {
      const auto& want = booking.wants[nth];
      const auto& reach = reaches[nth];
      cells.insert(cells.end(), {booking.id, static_cast<std::int64_t>(nth), want.resource, is_long(want.when), want.when.starts(), want.when.ends(), want.units,
                                 reach.from, reach.to, leaves_text(want, reach)});
    }
  }
  transaction.insert_rows(kInsertWants, 10, cells);
}

constexpr std::string_view kInsertBookings =
    "insert into booking (id, site, kind, owner, state, held_until, series, version, writer, created_at, changed_at, starts_at, ends_at)";

void insert_bookings(Transaction& transaction, std::vector<Placed> bookings, Stamp stamp) {
  std::ranges::sort(bookings, {}, [](const Placed& placed) { return placed.booking.id; });
  std::vector<Bind> cells;
  for (const auto& [one, reaches] : bookings) {
    const auto when = whole_time(one.wants);
    cells.insert(cells.end(), {one.id, one.site, one.kind, one.owner, word_of(one.state), one.held_until, one.series, one.version, stamp.writer,
                               one.created_at, one.changed_at, when.starts(), when.ends()});
  }
  transaction.insert_rows(kInsertBookings, 13, cells);
  insert_wants(transaction, bookings);
}

constexpr std::string_view kUpdateBooking =
    "update booking set state = ?, held_until = ?, version = ?, writer = ?, changed_at = ?, starts_at = ?, ends_at = ?"
    " where id = ? and version = ?";

bool update_booking(Transaction& transaction, const Booking& booking, int64_t version, Stamp stamp) {
  const auto when = whole_time(booking.wants);
  return transaction.execute(kUpdateBooking, {word_of(booking.state), booking.held_until, version + 1, stamp.writer, stamp.now, when.starts(),
                                              when.ends(), booking.id, version}) == 1;
}

void restore_booking(Transaction& transaction, const Booking& before, Stamp stamp) {
  const auto when = whole_time(before.wants);
  LODGE_CHECK(transaction.execute(kUpdateBooking, {word_of(before.state), before.held_until, before.version, stamp.writer, before.changed_at,
                                                   when.starts(), when.ends(), before.id, before.version + 1}) == 1);
}

constexpr std::string_view kRemoveWants = "delete from booking_want where booking in ({ids})";

void replace_wants(Transaction& transaction, std::span<const Placed> placed) {
  std::vector<BookingId> ids;
  for (const auto& one : placed) ids.push_back(one.booking.id);
  in_pieces(std::span<const BookingId>(ids), [&](std::span<const BookingId> piece) { transaction.execute(IdList(piece).in(kRemoveWants), IdList(piece).binds()); });
  insert_wants(transaction, placed);
}

constexpr std::string_view kReaches = "select resource, claims_from, claims_to, leaves from booking_want where booking = ?";

std::vector<Reach> reaches_of(Reader& reader, BookingId booking) {
  std::vector<Reach> reaches;
  for (const auto& [resource, from, to, leaves] : reader.rows<ResourceId, Instant, Instant, std::string>(kReaches, {booking})) {
    reaches.push_back({leaves_in(leaves, resource), from, to});
  }
  return reaches;
}

constexpr std::string_view kFindBooking =
    "select " LODGE_BOOKING_ROW " from booking b join booking_want w on w.booking = b.id where b.id = ? order by w.nth";

std::optional<Booking> find_booking(Reader& reader, BookingId id, Instant now) {
  auto found = read_bookings(reader, kFindBooking, std::array<Bind, 1>{id}, now);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

constexpr std::string_view kExpiredHolds = "select id from booking where held_until <= ? order by held_until limit ?";

std::vector<BookingId> expired_holds(Reader& reader, Instant now, int64_t at_most) {
  std::vector<BookingId> result;
  for (const auto& [id] : reader.rows<BookingId>(kExpiredHolds, {now, at_most})) result.push_back(id);
  return result;
}

constexpr std::string_view kBookingsBetween =
    "select " LODGE_BOOKING_ROW
    " from booking_want f join booking b on b.id = f.booking join booking_want w on w.booking = b.id"
    " where f.resource in ({ids}) and f.is_long = ? and f.starts_at >= ? and f.starts_at < ? and f.ends_at > ?"
    " and b.state <> 'cancelled' and (b.held_until is null or b.held_until > ?)"
    " order by b.starts_at, b.id, w.nth";

std::vector<Booking> bookings_between(Reader& reader, std::span<const ResourceId> resources, Interval when, Instant now) {
  std::vector<Booking> found;
  in_pieces(resources, [&](std::span<const ResourceId> piece) {
    const IdList list(piece);
    const auto sql = list.in(kBookingsBetween);
    for (const int64_t is_long : {0, 1}) {
      std::vector<Bind> binds;
      list.bind_to(binds);
      const Instant since = when.starts() - (is_long ? std::chrono::hours(kLongestWant) : kLongIsOver);
      binds.insert(binds.end(), {is_long, since, when.ends(), when.starts(), now});
      auto some = read_bookings(reader, sql, binds, now);
      std::ranges::move(some, std::back_inserter(found));
    }
  });
  std::ranges::sort(found, {}, [](const Booking& one) { return std::tuple(whole_time(one.wants).starts(), one.id); });
  const auto again = std::ranges::unique(found, {}, &Booking::id);
  found.erase(again.begin(), again.end());
  return found;
}

constexpr std::string_view kBookingsOfOwner =
    "select " LODGE_BOOKING_ROW
    " from booking b join booking_want w on w.booking = b.id where b.owner = ? and b.ends_at > ? and b.site = ?"
    " and b.state <> 'cancelled' and (b.held_until is null or b.held_until > ?) order by b.starts_at, b.id, w.nth";

std::vector<Booking> bookings_of_owner(Reader& reader, SiteId site, PersonId owner, Instant ends_after, Instant now) {
  return read_bookings(reader, kBookingsOfOwner, std::array<Bind, 4>{owner, ends_after, site, now}, now);
}

constexpr std::string_view kWrittenByOthers =
    "select id, site, version, changed_at from booking where changed_at >= ? and writer <> ?";

std::vector<Foreign> written_by_others(Reader& reader, Instant since, int64_t writer) {
  std::vector<Foreign> result;
  for (const auto& [id, site, version, changed_at] : reader.rows<BookingId, SiteId, int64_t, Instant>(kWrittenByOthers, {since, writer})) {
    result.push_back({id, site, version, changed_at});
  }
  return result;
}

constexpr std::string_view kRememberKeys = "insert into idempotency (idempotency_key, owner, booking)";

void remember_keys(Transaction& transaction, std::vector<OwnersKey> keys) {
  std::ranges::sort(keys, {}, [](const OwnersKey& one) { return std::tuple(std::string_view(one.key), one.owner); });
  std::vector<Bind> cells;
  for (const auto& one : keys) cells.insert(cells.end(), {one.key, one.owner, one.booking});
  transaction.insert_rows(kRememberKeys, 3, cells);
}

constexpr std::string_view kForgetKey = "delete from idempotency where idempotency_key = ? and owner = ? and booking = ?";

void forget_key(Transaction& transaction, const OwnersKey& key) { transaction.execute(kForgetKey, {key.key, key.owner, key.booking}); }

constexpr std::string_view kBookedUnder = "select booking from idempotency where idempotency_key = ? and owner = ?";

std::optional<BookingId> booked_under(Reader& reader, std::string_view key, PersonId owner) {
  const auto found = reader.row<BookingId>(kBookedUnder, {key, owner});
  return found ? std::optional(std::get<0>(*found)) : std::nullopt;
}

constexpr std::string_view kRaiseVersion = "update decided_on set version = version + 1 where what = ? and version = ?";
constexpr std::string_view kFirstVersion = "insert into decided_on (what, version) values (?, 1)";

bool raise_version(Transaction& transaction, const DecidedOn& decided) {
  if (decided.version > 0) return transaction.execute(kRaiseVersion, {decided.what, decided.version}) == 1;
  try {
    transaction.execute(kFirstVersion, {decided.what});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kLowerVersion = "update decided_on set version = version - 1 where what = ?";
constexpr std::string_view kNoVersion = "delete from decided_on where what = ?";

void lower_version(Transaction& transaction, const DecidedOn& decided) {
  transaction.execute(decided.version > 0 ? kLowerVersion : kNoVersion, {decided.what});
}

constexpr std::string_view kVersion = "select version from decided_on where what = ?";

int64_t version_of(Reader& reader, std::string_view what) {
  const auto found = reader.row<int64_t>(kVersion, {what});
  return found ? std::get<0>(*found) : 0;
}

}  // namespace lodge::core::ledger
