#pragma once
#include "core/ledger/occupancy.h"

#include <algorithm>

namespace lodge::core::ledger {

/// Minutes from eight o'clock of a Monday.
inline Instant minute(int minutes) {
  return Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 2) + std::chrono::hours(8) + std::chrono::minutes(minutes));
}
inline Interval at(int from, int to) { return Interval::make(minute(from), minute(to)).value(); }

inline Shape shape_of(Resource resource) { return {resource, {{resource.id, resource.grid, resource.units}}}; }
inline Resource a_room() { return {.id = ResourceId::random(), .site = SiteId::random(), .kind = "room"}; }
inline Resource a_pool(int units) {
  auto pool = a_room();
  pool.kind = "pool";
  pool.units = units;
  return pool;
}

inline Request request_of(const Shape& shape, const Want& want) {
  Request request{BookingId::random(), {spans(shape, want)}, {}, {}};
  request.needs = needs(request.spans.front());
  return request;
}

}  // namespace lodge::core::ledger
