#include "core/outbox/store.h"

#include <lodge/errors.h>
#include <lodge/json.h>

#include <algorithm>

namespace lodge::core::outbox {
namespace {

std::string_view word(State state) { return kStates[static_cast<std::size_t>(state)]; }

State state_of(std::string_view word) {
  const auto found = std::ranges::find(kStates, word);
  LODGE_CHECK(found != kStates.end());
  return static_cast<State>(found - kStates.begin());
}

Value value_of(const std::string& json) {
  auto value = parse_json(json);
  LODGE_CHECK(value.has_value());
  return std::move(*value);
}

}  // namespace

constexpr std::string_view kInsert =
    "insert into outbox (id, site, recipient, notice, filled_with, state, posted_at, due_at, tries, doubts, ends_at)"
    " values (?, ?, ?, ?, ?, 'queued', ?, ?, 0, 0, ?)";

void insert(Transaction& transaction, MessageId id, const QueuedMessage& message, Instant now, std::optional<Instant> ends) {
  transaction.execute(kInsert, {id, message.site, message.recipient, message.notice, to_json(message.values), now, now, ends});
}

constexpr std::string_view kDue =
    "select id, site, recipient, notice, filled_with, posted_at, tries, doubts, ends_at from outbox"
    " where state = 'queued' and due_at <= ? order by due_at limit 64";
static_assert(kBatch == 64);

std::vector<Due> due(Reader& reader, Instant now) {
  std::vector<Due> all;
  for (auto& [id, site, recipient, notice, values, posted_at, tries, doubts, ends] :
       reader.rows<MessageId, SiteId, PersonId, std::string, std::string, Instant, std::int64_t, std::int64_t, std::optional<Instant>>(kDue, {now})) {
    all.push_back({id, {site, recipient, std::move(notice), value_of(values)}, posted_at, tries, doubts, ends});
  }
  return all;
}

constexpr std::string_view kBegin =
    "update outbox set state = 'sending', owner = ?, lease_until = ?, tries = tries + 1 where id = ? and state = 'queued' and doubts = ?";

bool begin(Transaction& transaction, const Due& due, std::string_view owner, Instant lease_until) {
  return transaction.execute(kBegin, {owner, lease_until, due.id, due.doubts}) == 1;
}

constexpr std::string_view kPutOff = "update outbox set due_at = ? where id = ? and state = 'queued' and doubts = ?";

void put_off(Transaction& transaction, const Due& due, Instant until) { transaction.execute(kPutOff, {until, due.id, due.doubts}); }

constexpr std::string_view kSettle =
    "update outbox set state = ?, due_at = ?, why = ?, doubts = doubts + ?, owner = null, lease_until = null"
    " where id = ? and (state = 'queued' or (state = 'sending' and owner = ?))";

bool settle(Transaction& transaction, MessageId id, std::string_view owner, const Outcome& outcome) {
  return transaction.execute(kSettle, {word(outcome.state), outcome.due_at, outcome.why, outcome.doubt ? 1 : 0, id, owner}) == 1;
}

constexpr std::string_view kInFlight = "select id, owner, lease_until, doubts from outbox where state = 'sending'";

std::vector<InFlight> in_flight(Reader& reader) {
  std::vector<InFlight> all;
  for (auto& [id, owner, lease_until, doubts] : reader.rows<MessageId, std::string, Instant, std::int64_t>(kInFlight)) {
    all.push_back({id, std::move(owner), lease_until, doubts});
  }
  return all;
}

constexpr std::string_view kTakeBack =
    "update outbox set state = ?, due_at = ?, why = ?, doubts = doubts + 1, owner = null, lease_until = null"
    " where id = ? and state = 'sending' and owner = ? and lease_until = ?";

bool take_back(Transaction& transaction, const InFlight& lost, const Outcome& outcome) {
  return transaction.execute(kTakeBack, {word(outcome.state), outcome.due_at, outcome.why, lost.id, lost.owner, lost.lease_until}) == 1;
}

constexpr std::string_view kCounts =
    "select state, count(*), min(due_at) from outbox"
    " where state in ('queued', 'sending', 'undeliverable', 'failed') group by state";

Counts counts(Reader& reader) {
  Counts counts;
  for (const auto& [state, count, oldest] : reader.rows<std::string, std::int64_t, Instant>(kCounts)) {
    switch (state_of(state)) {
      case State::queued: counts.queued = count; counts.oldest_due = oldest; break;
      case State::sending: counts.sending = count; break;
      case State::undeliverable: counts.undeliverable = count; break;
      default: counts.failed = count;
    }
  }
  return counts;
}

// An uncertain one without a cause was taken by the other side in the end.
#define TROUBLED "(state in ('undeliverable', 'failed') or (state = 'uncertain' and why <> ''))"

constexpr std::string_view kTroubles =
    "select id, recipient, notice, state, due_at, why from outbox where " TROUBLED " and site = ? order by due_at desc, id limit 200";
static_assert(kTroublesShown == 200);

std::vector<Trouble> troubles(Reader& reader, SiteId site) {
  std::vector<Trouble> all;
  for (auto& [id, recipient, notice, state, since, why] :
       reader.rows<MessageId, PersonId, std::string, std::string, Instant, std::string>(kTroubles, {site})) {
    all.push_back({id, recipient, std::move(notice), state_of(state), since, std::move(why)});
  }
  return all;
}

constexpr std::string_view kTroubleCount = "select count(*) from outbox where " TROUBLED " and site = ?";

std::int64_t trouble_count(Reader& reader, SiteId site) { return std::get<0>(*reader.row<std::int64_t>(kTroubleCount, {site})); }

constexpr std::string_view kForgetTrouble = "delete from outbox where " TROUBLED " and id = ? and site = ?";

bool forget_trouble(Transaction& transaction, SiteId site, MessageId id) { return transaction.execute(kForgetTrouble, {id, site}) == 1; }

constexpr std::string_view kTryAgain =
    "update outbox set state = 'queued', due_at = ?, posted_at = ?, tries = 0"
    " where id = ? and site = ? and state in ('undeliverable', 'failed', 'uncertain')";

bool try_again(Transaction& transaction, SiteId site, MessageId id, Instant now) {
  return transaction.execute(kTryAgain, {now, now, id, site}) == 1;
}

constexpr std::string_view kEnded =
    "select id from outbox where state in ('sent', 'uncertain', 'undeliverable', 'failed', 'lapsed') and due_at < ? limit 500";
static_assert(kPurgeBatch == 500);
constexpr std::string_view kDelete = "delete from outbox where id = ?";

std::size_t purge(Transaction& transaction, Instant before) {
  auto ended = transaction.rows<MessageId>(kEnded, {before});
  std::ranges::sort(ended);
  for (const auto& [id] : ended) transaction.execute(kDelete, {id});
  return ended.size();
}

}  // namespace lodge::core::outbox
