#pragma once
#include "core/ledger/claim_store.h"
#include "core/ledger/resource_store.h"

namespace lodge::core::ledger {

/// The ledger's rows as they lie there, in types that cannot object to what is wrong with them.
struct BookingRow {
  BookingId id;
  SiteId site;
  std::string kind;
  PersonId owner;
  std::string state;
  std::optional<Instant> held_until;
  std::optional<SeriesId> series;
  std::int64_t version;
  Instant starts_at, ends_at;
};

struct WantRow {
  BookingId booking;
  std::int64_t nth;
  ResourceId resource;
  std::int64_t is_long;
  Instant starts_at, ends_at;
  std::int64_t units;
  Reach reach;
};

struct KeyRow {
  std::string key;
  PersonId owner;
  BookingId booking;
};

/// Sentences: texts where ids belong; until they are mended none of the following can be read.
std::vector<std::string> misshapen(Reader& reader);
std::vector<BookingRow> all_bookings(Reader& reader);
/// By booking and nth.
std::vector<WantRow> all_wants(Reader& reader);
std::vector<KeyRow> all_keys(Reader& reader);
/// Parts or wholes that are no resources, as (whole, part).
std::vector<std::pair<ResourceId, ResourceId>> lost_parts(Reader& reader);

}  // namespace lodge::core::ledger
