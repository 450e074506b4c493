#pragma once
#include <lodge/outbox.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core::outbox {

/// Where a message stands; the words are the column's. See 0009_outbox.sql; lapsed: what it said was over before
/// it could be sent.
enum class State { queued, sending, sent, uncertain, undeliverable, failed, lapsed };
inline constexpr std::array<std::string_view, 7> kStates = {"queued", "sending", "sent", "uncertain", "undeliverable", "failed", "lapsed"};

/// A message that is due.
struct Due {
  MessageId id;
  QueuedMessage message;
  Instant posted_at;
  std::int64_t tries;   ///< so far
  std::int64_t doubts;  ///< tries of which nobody knows whether the other side took it
  std::optional<Instant> ends{};  ///< it is not sent any more from then on
};

/// A message that some process says is with its channel.
struct InFlight {
  MessageId id;
  std::string owner;
  Instant lease_until;
  std::int64_t doubts;  ///< before this one
};

/// What became of a try.
struct Outcome {
  State state;      ///< queued: is tried again
  Instant due_at;   ///< when; or since when it has ended
  std::string why;  ///< at most 190 characters; no name, no address
  bool doubt = false;
};

/// How many messages stand where; and when the longest waiting one was due.
struct Counts {
  std::int64_t queued = 0, sending = 0, undeliverable = 0, failed = 0;
  std::optional<Instant> oldest_due;
};

/// A message that did not arrive, for the office.
struct Trouble {
  MessageId id;
  PersonId recipient;
  std::string notice;
  State state;  ///< undeliverable, failed or uncertain
  Instant since;
  std::string why;
};

void insert(Transaction& transaction, MessageId id, const QueuedMessage& message, Instant now, std::optional<Instant> ends = std::nullopt);
/// At most kBatch, the longest due first.
inline constexpr std::size_t kBatch = 64;
std::vector<Due> due(Reader& reader, Instant now);
/// Says, before the channel is given it, that it may be with the channel from now on. False when it is no longer queued,
/// or its doubts have grown since `due` was read.
bool begin(Transaction& transaction, const Due& due, std::string_view owner, Instant lease_until);
/// Leaves it queued, until then; nothing where it has moved on since `due` was read: whoever took it answers for it.
void put_off(Transaction& transaction, const Due& due, Instant until);
/// Of a message that is queued, or with `owner`'s channel; false when it is neither any more.
bool settle(Transaction& transaction, MessageId id, std::string_view owner, const Outcome& outcome);
std::vector<InFlight> in_flight(Reader& reader);
/// Of a process that is gone: one doubt more, and queued again or ended as `outcome` says. False when it settled meanwhile.
bool take_back(Transaction& transaction, const InFlight& lost, const Outcome& outcome);

Counts counts(Reader& reader);
/// Those that did not arrive, or of which nobody knows, the latest first, at most so many. One that may have come twice has
/// come.
inline constexpr std::size_t kTroublesShown = 200;
std::vector<Trouble> troubles(Reader& reader, SiteId site);
std::int64_t trouble_count(Reader& reader, SiteId site);
/// Tries one that did not arrive, or may not have, once more, because the office says so. False when it is none of these.
bool try_again(Transaction& transaction, SiteId site, MessageId id, Instant now);
/// The office has seen to it. False when it is none of these.
bool forget_trouble(Transaction& transaction, SiteId site, MessageId id);
/// Forgets what has ended before `before`; answers how many, at most kPurgeBatch.
inline constexpr std::size_t kPurgeBatch = 500;
std::size_t purge(Transaction& transaction, Instant before);

}  // namespace lodge::core::outbox
