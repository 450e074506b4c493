#pragma once
#include "core/near_ids.h"
#include "core/outbox/doorbell.h"
#include "core/outbox/store.h"
#include "core/outbox/timed_outbox.h"

#include <lodge/clock.h>

namespace lodge::core {

/// The outbox as rows of the central store: a post is one insert in the act's own transaction, and rings for the
/// sender once it is durable.
class StoredOutbox final : public TimedOutbox {
 public:
  /// Both outlive it.
  StoredOutbox(const Clock& clock, Doorbell& doorbell) : clock_(clock), doorbell_(doorbell) {}

  MessageId post(Transaction& transaction, const QueuedMessage& message) override { return post(transaction, message, std::nullopt); }
  MessageId post(Transaction& transaction, const QueuedMessage& message, std::optional<Instant> ends) override {
    const auto id = id_of_now<MessageId>();
    outbox::insert(transaction, id, message, clock_.now(), ends);
    transaction.after_commit([this] { doorbell_.ring(); });
    return id;
  }

 private:
  const Clock& clock_;
  Doorbell& doorbell_;
};

}  // namespace lodge::core
