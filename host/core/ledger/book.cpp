#include "core/ledger/ledger.h"
#include "core/near_ids.h"

#include <lodge/errors.h>

#include <algorithm>
#include <stdexcept>

namespace lodge::core {

using namespace ledger;

/// Claims come first and the booking's own rows last, so that a refusal has little to take back: the keys, and what
/// was raised.
struct ledger::Batch {
  std::span<const BookingWish> wishes;
  std::vector<Booking> bookings;               ///< by wish
  std::vector<std::optional<OwnersKey>> keys;  ///< by wish; none when it has no key
  std::vector<std::size_t> fresh;              ///< wishes not booked before
  std::vector<Request> requests;               ///< by fresh, before any was left out
  std::vector<Clash> clashes;                  ///< by wish
  std::optional<Moved> moved;
};

namespace {

/// One write of book_many holds about so many claims: half a megabyte, some 30 ms.
constexpr std::size_t kClaimsAtOnce = 5'000;
constexpr std::size_t kWishesAtOnce = 500;

Booking as_booking(const BookingWish& wish, BookingId id, Instant now) {
  return {id, wish.site, wish.kind, wish.owner, wish.state, wish.held_until, wish.series, wish.wants, 1, now, now};
}

/// One key copied into each wish of a series is told apart by the occurrence.
std::vector<std::optional<OwnersKey>> keys_of(std::span<const BookingWish> wishes, const std::vector<Booking>& bookings) {
  std::vector<std::optional<OwnersKey>> keys;
  std::set<std::pair<std::string, PersonId>> used;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    auto key = wishes[i].idempotency_key;
    if (!key.empty() && !used.emplace(key, wishes[i].owner).second) key += "#" + std::to_string(i);
    keys.push_back(key.empty() ? std::nullopt : std::optional(OwnersKey{key, wishes[i].owner, bookings[i].id}));
  }
  return keys;
}

std::vector<OwnersKey> given(const std::vector<std::optional<OwnersKey>>& keys) {
  std::vector<OwnersKey> result;
  for (const auto& key : keys) {
    if (key) result.push_back(*key);
  }
  return result;
}

bool try_remember(Transaction& transaction, const std::vector<OwnersKey>& keys) {
  try {
    remember_keys(transaction, keys);
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

std::vector<DecidedOn> decided_by(std::span<const BookingWish> wishes, const std::vector<std::size_t>& fresh) {
  std::vector<DecidedOn> all;
  for (const auto i : fresh) all.insert(all.end(), wishes[i].decided_on.begin(), wishes[i].decided_on.end());
  return all;
}

Batch begin_batch(std::span<const BookingWish> wishes, Instant now) {
  Batch batch{wishes, {}, {}, {}, {}, {}, {}};
  NearIds<BookingId> ids;
  for (const auto& wish : wishes) {
    if (const auto wrong = misfit(wish)) throw std::invalid_argument(std::string(*wrong));
    batch.bookings.push_back(as_booking(wish, ids.next(), now));
  }
  batch.keys = keys_of(wishes, batch.bookings);
  return batch;
}

/// Remembering the keys finds out whether one was booked before; in a race it waits for the other write to end.
void find_repeated(Transaction& transaction, Batch& batch, Instant now) {
  const bool all_new = try_remember(transaction, given(batch.keys));
  for (std::size_t i = 0; i < batch.wishes.size(); ++i) {
    const auto& key = batch.keys[i];
    if (all_new || !key || try_remember(transaction, {*key})) {
      batch.fresh.push_back(i);
      continue;
    }
    const auto first = booked_under(transaction, key->key, key->owner);
    LODGE_CHECK(first.has_value());
    batch.bookings[i] = find_booking(transaction, *first, now).value();
    batch.bookings[i].repeated = true;
  }
}

/// Takes those that are short out of the batch; all of them when it is all or none.
void leave_out(Transaction& transaction, Batch& batch, const std::map<std::size_t, Shortage>& shortages, Clashing clashing) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < batch.fresh.size(); ++i) {
    if (clashing == Clashing::leave_out && !shortages.contains(i)) {
      kept.push_back(batch.fresh[i]);
    } else if (const auto& key = batch.keys[batch.fresh[i]]) {
      forget_key(transaction, *key);
    }
  }
  batch.fresh = std::move(kept);
}

/// Takes back all claims and keys; nobody was left out.
void undo(Transaction& transaction, Batch& batch) {
  for (const auto& request : batch.requests) {
    for (const auto& spans : request.spans) remove_claims(transaction, request.booking, spans);
  }
  for (const auto i : batch.fresh) {
    if (const auto& key = batch.keys[i]) forget_key(transaction, *key);
  }
}

std::vector<Placed> placed(const Batch& batch) {
  std::map<BookingId, const Request*> requests;
  for (const auto& request : batch.requests) requests.emplace(request.booking, &request);
  std::vector<Placed> result;
  for (const auto i : batch.fresh) result.push_back({batch.bookings[i], reaches_of(*requests.at(batch.bookings[i].id))});
  return result;
}

std::string kind_of(Reader& reader, const Batch& batch, BookingId id, Instant now) {
  const auto here = std::ranges::find(batch.bookings, id, &Booking::id);
  if (here != batch.bookings.end()) return here->kind;
  const auto found = find_booking(reader, id, now);
  return found ? found->kind : std::string();
}

}  // namespace

std::expected<Booking, BookRefusal> StoredLedger::book(Transaction& transaction, const BookingWish& wish) {
  auto batch = book_all(transaction, std::span(&wish, 1), Clashing::refuse_all);
  if (batch.moved) return std::unexpected(*batch.moved);
  if (!batch.clashes.empty()) return std::unexpected(std::move(batch.clashes.front().taken));
  return std::move(batch.bookings.front());
}

std::expected<std::vector<Booking>, std::vector<Clash>> StoredLedger::book_series(Transaction& transaction,
                                                                                  std::span<const BookingWish> wishes) {
  auto batch = book_all(transaction, wishes, Clashing::refuse_all);
  if (batch.moved || !batch.clashes.empty()) return std::unexpected(std::move(batch.clashes));
  return std::move(batch.bookings);
}

std::vector<Clash> StoredLedger::preview(Reader& reader, std::span<const BookingWish> wishes) {
  auto batch = begin_batch(wishes, clock_.now());
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const auto& key = batch.keys[i];
    if (!key || !ledger::booked_under(reader, key->key, key->owner)) batch.fresh.push_back(i);
  }
  work_out(reader, batch);
  return clashes(reader, batch, judge(reader, batch.requests, clock_.now()));
}

void StoredLedger::work_out(Reader& reader, Batch& batch) const {
  for (const auto i : batch.fresh) {
    check_wants(reader, shapes_, batch.wishes[i].wants);
    batch.requests.push_back(request_in(reader, shapes_, batch.bookings[i].id, batch.wishes[i].wants));
  }
}

Batch StoredLedger::book_all(Transaction& transaction, std::span<const BookingWish> wishes, Clashing clashing) {
  auto batch = begin_batch(wishes, clock_.now());
  find_repeated(transaction, batch, clock_.now());
  work_out(transaction, batch);
  const auto shortages = claim(transaction, shapes_, batch.requests, clashing, stamp());
  batch.clashes = clashes(transaction, batch, shortages);
  leave_out(transaction, batch, shortages, shortages.empty() ? Clashing::leave_out : clashing);
  batch.moved = raise(transaction, decided_by(wishes, batch.fresh));
  if (batch.moved) {
    undo(transaction, batch);
    return batch;
  }
  std::set<SiteId> sites;
  for (const auto i : batch.fresh) sites.insert(batch.bookings[i].site);
  for (const auto& site : sites) rise_after(transaction, site);
  insert_bookings(transaction, placed(batch), stamp());
  return batch;
}

std::vector<Clash> StoredLedger::clashes(Reader& reader, const Batch& batch, const std::map<std::size_t, Shortage>& shortages) {
  std::vector<Clash> result;
  for (const auto& [i, lacking] : shortages) {
    const auto& wanted = batch.wishes[batch.fresh[i]].wants[lacking.want];
    result.push_back({batch.fresh[i], {wanted, lacking.by, kind_of(reader, batch, lacking.by, clock_.now()), lacking.clash}});
  }
  return result;
}

std::vector<std::size_t> StoredLedger::claims_wanted(std::span<const BookingWish> wishes) {
  return database_.read([&](Reader& reader) {
    std::vector<std::size_t> result;
    for (const auto& wish : wishes) {
      std::size_t claims = 0;
      for (const auto& want : wish.wants) {
        for (const auto& span : spans(shapes_.get(reader, want.resource), want)) {
          claims += static_cast<std::size_t>((span.end - span.first) * span.units);
        }
      }
      result.push_back(claims);
    }
    return result;
  });
}

BookedMany StoredLedger::book_many(std::span<const BookingWish> wishes) {
  const auto claims = claims_wanted(wishes);
  BookedMany result;
  for (std::size_t begin = 0, end = 0; begin < wishes.size(); begin = end) {
    for (std::size_t sum = 0; end < wishes.size() && end - begin < kWishesAtOnce && (end == begin || sum + claims[end] <= kClaimsAtOnce);) {
      sum += claims[end++];
    }
    const auto some = wishes.subspan(begin, end - begin);
    const auto batch = database_.write([&](Transaction& transaction) { return book_all(transaction, some, Clashing::leave_out); });
    // What had been decided on has no place in a timetable: it would be raised batch by batch.
    LODGE_CHECK(!batch.moved);
    result.booked += batch.fresh.size();
    result.repeated += some.size() - batch.fresh.size() - batch.clashes.size();
    for (auto clash : batch.clashes) {
      clash.index += begin;
      result.clashes.push_back(std::move(clash));
    }
  }
  return result;
}

}  // namespace lodge::core
