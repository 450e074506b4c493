#include "core/ledger/verify_store.h"

#include "core/ledger/booking_store.h"

#include <lodge/not_ids.h>

namespace lodge::core::ledger {

using std::int64_t;

constexpr std::string_view kBookingIds =
    "select id from booking union select site from booking union select owner from booking union select series from booking";
constexpr std::string_view kWantIds = "select booking from booking_want union select resource from booking_want";
constexpr std::string_view kClaimIds = "select distinct booking from claim union select distinct resource from claim";
constexpr std::string_view kResourceIds = "select id from resource union select site from resource";
constexpr std::string_view kPartIds = "select whole from resource_part union select part from resource_part";
constexpr std::string_view kKeyIds = "select owner from idempotency union select booking from idempotency";

std::vector<std::string> misshapen(Reader& reader) {
  constexpr std::pair<std::string_view, std::string_view> kTables[] = {{"booking", kBookingIds},   {"booking_want", kWantIds},
                                                                       {"claim", kClaimIds},       {"resource", kResourceIds},
                                                                       {"resource_part", kPartIds}, {"idempotency", kKeyIds}};
  std::vector<std::string> all;
  for (const auto& [table, ids] : kTables) {
    for (auto& sentence : not_ids(reader, table, ids)) all.push_back(std::move(sentence));
  }
  return all;
}

constexpr std::string_view kAllBookings =
    "select id, site, kind, owner, state, held_until, series, version, starts_at, ends_at from booking order by id";

std::vector<BookingRow> all_bookings(Reader& reader) {
  std::vector<BookingRow> result;
  for (auto& [id, site, kind, owner, state, held_until, series, version, starts_at, ends_at] :
       reader.rows<BookingId, SiteId, std::string, PersonId, std::string, std::optional<Instant>, std::optional<SeriesId>, int64_t, Instant,
                   Instant>(kAllBookings)) {
    result.push_back({id, site, kind, owner, state, held_until, series, version, starts_at, ends_at});
  }
  return result;
}

constexpr std::string_view kAllWants =
    "select booking, nth, resource, is_long, starts_at, ends_at, units, claims_from, claims_to, leaves from booking_want order by booking, nth";

std::vector<WantRow> all_wants(Reader& reader) {
  std::vector<WantRow> result;
  for (auto& [booking, nth, resource, is_long, starts_at, ends_at, units, from, to, leaves] :
       reader.rows<BookingId, int64_t, ResourceId, int64_t, Instant, Instant, int64_t, Instant, Instant, std::string>(kAllWants)) {
    result.push_back({booking, nth, resource, is_long, starts_at, ends_at, units, {leaves_in(leaves, resource), from, to}});
  }
  return result;
}

constexpr std::string_view kAllKeys = "select idempotency_key, owner, booking from idempotency";

std::vector<KeyRow> all_keys(Reader& reader) {
  std::vector<KeyRow> result;
  for (auto& [key, owner, booking] : reader.rows<std::string, PersonId, BookingId>(kAllKeys)) result.push_back({key, owner, booking});
  return result;
}

constexpr std::string_view kLostParts =
    "select p.whole, p.part from resource_part p left join resource w on w.id = p.whole left join resource r on r.id = p.part"
    " where w.id is null or r.id is null";

std::vector<std::pair<ResourceId, ResourceId>> lost_parts(Reader& reader) {
  std::vector<std::pair<ResourceId, ResourceId>> result;
  for (const auto& [whole, part] : reader.rows<ResourceId, ResourceId>(kLostParts)) result.emplace_back(whole, part);
  return result;
}

}  // namespace lodge::core::ledger
