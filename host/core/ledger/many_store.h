#pragma once
#include "core/ledger/booking_store.h"

#include <map>

namespace lodge::core::ledger {

// Many bookings in few statements.

/// Where a booking is.
struct Standing {
  BookingId id;
  SiteId site;
  bool live;
  Interval when;
  std::vector<Reach> reaches;
};
/// Those of `ids` that there are, by id.
std::map<BookingId, Standing> standing(Reader& reader, std::span<const BookingId> ids, Instant now);

struct Times {
  BookingId id;
  Interval when;
};
/// Gives those that are not cancelled these times, and a version higher by `step`. Their locks are held from here on.
void set_times(Transaction& transaction, std::span<const Times> all, std::int64_t step, Stamp stamp);

}  // namespace lodge::core::ledger
