// Another shape for a resource: the claims of bookings to come are rewritten in one step.
#include "core/ledger/ledger.h"

#include "core/log.h"

#include <algorithm>

namespace lodge::core {

using namespace ledger;

/// What bookings hold that they no longer need, and what they need beyond what they keep.
struct ledger::Rewrite {
  std::vector<Booking> bookings;
  std::vector<Request> requests;  ///< by booking
  std::vector<Claim> dropped;
  std::map<std::size_t, Shortage> shortages;  ///< by booking
};

namespace {

constexpr auto kNoEnd = std::chrono::days(365 * 100);
/// For so long after a reshaping its claims are looked at again by `sweep`.
constexpr auto kMendFor = std::chrono::minutes(10);

std::set<BookingId> rewritten(const Rewrite& rewrite) {
  std::set<BookingId> bookings;
  for (const auto& claim : rewrite.dropped) bookings.insert(claim.booking);
  for (const auto& request : rewrite.requests) {
    if (!request.needs.empty()) bookings.insert(request.booking);
  }
  return bookings;
}

Reshaping summary(const Resource& resource, const Rewrite& rewrite) {
  Reshaping result{resource, rewritten(rewrite).size(), {}};
  for (const auto& [i, lacking] : rewrite.shortages) result.clashing.push_back(rewrite.bookings[i]);
  return result;
}

}  // namespace

Rewrite StoredLedger::plan_rewrite(Reader& reader, const Resource& resource) {
  Shapes next;  // knows the new shape, and reads the others from the store
  next.put({resource, Instant(), Instant()});
  const auto now = clock_.now();
  const auto to_come = Interval::make(now, now + kNoEnd).value();
  Rewrite rewrite{bookings_between(reader, shapes_.related(reader, resource.id), to_come, now), {}, {}, {}};
  for (const auto& booking : rewrite.bookings) {
    rewrite.requests.push_back(request_in(reader, next, booking.id, booking.wants));
    const auto rest = keep_what_fits(rewrite.requests.back(), claims_of(reader, shapes_, booking.id));
    rewrite.dropped.insert(rewrite.dropped.end(), rest.begin(), rest.end());
  }
  rewrite.shortages = judge(reader, rewrite.requests, now);
  return rewrite;
}

Reshaping StoredLedger::preview_shape(Reader& reader, const Resource& resource) {
  return summary(resource, plan_rewrite(reader, resource));
}

std::expected<Reshaping, Reshaping> StoredLedger::reshape(Transaction& transaction, const Resource& resource) {
  check_resource(transaction, shapes_, resource);
  auto rewrite = plan_rewrite(transaction, resource);
  auto result = summary(resource, rewrite);
  if (!result.clashing.empty()) return std::unexpected(std::move(result));
  remove_claims(transaction, rewrite.dropped);
  rewrite.shortages = claim(transaction, shapes_, rewrite.requests, Clashing::refuse_all, stamp());
  if (!rewrite.shortages.empty()) return std::unexpected(summary(resource, rewrite));
  const auto moved = rewritten(rewrite);
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < rewrite.bookings.size(); ++i) {
    if (moved.contains(rewrite.bookings[i].id)) placed.push_back({rewrite.bookings[i], reaches_of(rewrite.requests[i])});
  }
  replace_wants(transaction, placed);
  const StoredResource stored{resource, clock_.now(), clock_.now()};
  update_shape(transaction, stored);
  transaction.after_commit([this, stored] {
    shapes_.put(stored);
    revisions_.rise(stored.resource.site);
  });
  return result;
}

/// A process that had not heard yet booked by the old shape.
void StoredLedger::mend_shapes() {
  const auto since = clock_.now() - kMendFor;
  const auto lately = database_.read([&](Reader& reader) {
    auto changed = resources_changed_since(reader, since);
    std::erase_if(changed, [&](const StoredResource& one) {
      return one.shaped_at < since || preview_shape(reader, one.resource).rewritten == 0;
    });
    return changed;
  });
  for (const auto& stored : lately) {
    const auto done = database_.write([&](Transaction& transaction) { return reshape(transaction, stored.resource); });
    if (done) continue;
    log(Level::warning, "LEDGER-001", "Bookings made while a resource was reshaped clash.",
        {{"resource", stored.resource.id.text()}, {"bookings", std::to_string(done.error().clashing.size())}});
  }
}

}  // namespace lodge::core
