#include "core/ledger/many_store.h"

#include "core/ledger/id_list.h"

#include <algorithm>

namespace lodge::core::ledger {

constexpr std::string_view kStanding =
    "select b.id, b.site, b.state, b.held_until, w.resource, w.starts_at, w.ends_at, w.claims_from, w.claims_to, w.leaves"
    " from booking b join booking_want w on w.booking = b.id where b.id in ({ids}) order by b.id, w.nth";

std::map<BookingId, Standing> standing(Reader& reader, std::span<const BookingId> ids, Instant now) {
  std::map<BookingId, Standing> all;
  in_pieces(ids, [&](std::span<const BookingId> piece) {
    const IdList list(piece);
    for (const auto& [id, site, state, held_until, resource, starts, ends, from, to, leaves] :
         reader.rows<BookingId, SiteId, std::string, std::optional<Instant>, ResourceId, Instant, Instant, Instant, Instant, std::string>(
             list.in(kStanding), list.binds())) {
      const bool live = state != word_of(BookingState::cancelled) && (!held_until || *held_until > now);
      auto& one = all.try_emplace(id, Standing{id, site, live, Interval::make(starts, ends).value(), {}}).first->second;
      one.when = Interval::make(std::min(one.when.starts(), starts), std::max(one.when.ends(), ends)).value();
      one.reaches.push_back({leaves_in(leaves, resource), from, to});
    }
  });
  return all;
}

constexpr std::string_view kSetTimes =
    "update booking set version = version + ?, writer = ?, changed_at = ?, starts_at = case id{cases} end, ends_at = case id{cases} end"
    " where id in ({ids}) and state <> 'cancelled'";
constexpr std::string_view kCases = "{cases}", kCase = " when ? then ?";

/// Of `count` bookings.
static std::string set_times_sql(std::size_t count) {
  std::string sql(kSetTimes), cases;
  for (std::size_t i = 0; i < count; ++i) cases += kCase;
  for (auto at = sql.find(kCases); at != std::string::npos; at = sql.find(kCases)) sql.replace(at, kCases.size(), cases);
  return sql;
}

void set_times(Transaction& transaction, std::span<const Times> all, std::int64_t step, Stamp stamp) {
  while (!all.empty()) {
    const auto some = all.first(std::min(all.size(), kMostInOneStatement / 4));  // a row looks through half of its cases
    all = all.subspan(some.size());
    std::vector<BookingId> ids;
    std::vector<Bind> binds{step, stamp.writer, stamp.now};
    for (const auto& one : some) {
      ids.push_back(one.id);
      binds.insert(binds.end(), {one.id, one.when.starts()});
    }
    for (const auto& one : some) binds.insert(binds.end(), {one.id, one.when.ends()});
    const IdList list{std::span<const BookingId>(ids)};
    list.bind_to(binds);
    transaction.execute(list.in(set_times_sql(some.size())), binds);
  }
}

}  // namespace lodge::core::ledger
