#include "core/ledger/ledger.h"

#include "core/ledger/verify.h"

#include <algorithm>
#include <bit>

namespace lodge::core {

using namespace ledger;

namespace {

/// Another host's clock may be this far behind, and its commit this late.
constexpr auto kLookBack = std::chrono::seconds(5);
constexpr std::int64_t kHoldsAtOnce = 100;

/// 62 random bits, so that it is positive in every column.
std::int64_t random_writer() {
  return std::bit_cast<std::int64_t>(std::hash<BookingId>{}(BookingId::random()) >> 2U);
}

/// In the order in which every writer locks them.
std::vector<DecidedOn> each_once(std::span<const DecidedOn> decided_on) {
  std::vector<DecidedOn> all(decided_on.begin(), decided_on.end());
  const auto by_what = [](const DecidedOn& one) { return std::tuple(std::string_view(one.what), one.version); };
  std::ranges::sort(all, {}, by_what);
  const auto again = std::ranges::unique(all, {}, by_what);
  all.erase(again.begin(), again.end());
  return all;
}

std::vector<std::string> prove(Reader& reader) {
  Proof proof(resources_changed_since(reader, Instant()));
  proof.bookings(all_bookings(reader));
  proof.wants(all_wants(reader));
  for (const auto& resource : claimed_resources(reader)) proof.claims(resource, claims_on(reader, resource));
  proof.keys(all_keys(reader));
  for (const auto& [whole, part] : lost_parts(reader)) proof.lost_part(whole, part);
  return proof.sentences();
}

}  // namespace

StoredLedger::StoredLedger(Database& database, const Clock& clock)
    : database_(database), clock_(clock), writer_(random_writer()), revisions_(clock.now()), polled_(clock.now()) {}

void StoredLedger::load() {
  const auto all = database_.read([](Reader& reader) { return resources_changed_since(reader, Instant()); });
  for (const auto& stored : all) shapes_.put(stored);
}

void StoredLedger::poll() {
  const std::lock_guard lock(poll_mutex_);
  const auto now = clock_.now();
  const auto since = std::min(polled_, now) - kLookBack;
  const auto [changed, written] = database_.read([&](Reader& reader) {
    return std::pair(resources_changed_since(reader, since), written_by_others(reader, since, writer_));
  });
  for (const auto& stored : changed) {
    if (shapes_.knows(stored)) continue;
    shapes_.put(stored);
    revisions_.rise(stored.resource.site);
  }
  std::set<Foreign> seen(written.begin(), written.end());
  for (const auto& foreign : seen) {
    if (!seen_.contains(foreign)) revisions_.rise(foreign.site);
  }
  seen_ = std::move(seen);
  polled_ = now;
}

std::size_t StoredLedger::sweep() {
  std::size_t swept = 0;
  for (;;) {
    const auto expired = database_.read([&](Reader& reader) { return expired_holds(reader, clock_.now(), kHoldsAtOnce); });
    const auto removed = cancel_many(expired);
    swept += removed;
    if (removed == 0 || expired.size() < kHoldsAtOnce) break;
  }
  mend_shapes();
  return swept;
}

void StoredLedger::add_resource(Transaction& transaction, const Resource& resource) {
  if (shapes_.has(resource.id)) return;
  check_resource(transaction, shapes_, resource);
  const StoredResource stored{resource, Instant(), clock_.now()};
  if (!insert_resource(transaction, stored)) return;
  transaction.after_commit([this, stored] {
    shapes_.put(stored);
    revisions_.rise(stored.resource.site);
  });
}

std::optional<Resource> StoredLedger::resource(Reader& reader, ResourceId id) { return shapes_.resource(reader, id); }

std::vector<Resource> StoredLedger::resources(Reader& reader, SiteId site, std::string_view kind) {
  return resources_of_kind(reader, site, kind);
}

std::optional<Booking> StoredLedger::find(Reader& reader, BookingId id) { return find_booking(reader, id, clock_.now()); }

std::vector<Booking> StoredLedger::between(Reader& reader, std::span<const ResourceId> resources, Interval when) {
  std::set<ResourceId> related;
  for (const auto& id : resources) {
    for (const auto& one : shapes_.related(reader, id)) related.insert(one);
  }
  return bookings_between(reader, std::vector(related.begin(), related.end()), when, clock_.now());
}

std::vector<Booking> StoredLedger::of_owner(Reader& reader, SiteId site, PersonId owner, Instant ends_after) {
  return bookings_of_owner(reader, site, owner, ends_after, clock_.now());
}

std::optional<Booking> StoredLedger::booked_under(Reader& reader, PersonId owner, std::string_view key) {
  const auto id = ledger::booked_under(reader, key, owner);
  return id ? find(reader, *id) : std::nullopt;
}

std::optional<Moved> StoredLedger::raise(Transaction& transaction, std::span<const DecidedOn> decided_on) {
  const auto decided = each_once(decided_on);
  for (std::size_t i = 0; i < decided.size(); ++i) {
    if (raise_version(transaction, decided[i])) continue;
    for (std::size_t j = i; j-- > 0;) lower_version(transaction, decided[j]);
    return Moved{decided[i].what};
  }
  return std::nullopt;
}

std::int64_t StoredLedger::version(Reader& reader, std::string_view what) { return version_of(reader, what); }

std::vector<std::string> StoredLedger::verify(Reader& reader) {
  if (auto unreadable = misshapen(reader); !unreadable.empty()) return unreadable;
  auto wrong = prove(reader);
  if (wrong.empty()) return wrong;
  // Bookings go on while it reads; what was only half seen is whole at the second look.
  const auto again = prove(reader);
  std::erase_if(wrong, [&](const std::string& sentence) { return std::ranges::find(again, sentence) == again.end(); });
  return wrong;
}

void StoredLedger::rise_after(Transaction& transaction, SiteId site) {
  transaction.after_commit([this, site] { revisions_.rise(site); });
}

}  // namespace lodge::core
