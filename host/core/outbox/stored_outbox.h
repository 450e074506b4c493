#pragma once
#include "core/near_ids.h"
#include "core/outbox/doorbell.h"
#include "core/outbox/store.h"

#include <lodge/clock.h>
#include <lodge/outbox.h>

namespace lodge::core {

/// The outbox as rows of the central store: a post is one insert in the act's own transaction, and rings for the
/// sender once it is durable.
class StoredOutbox final : public Outbox {
 public:
  /// Both outlive it.
  StoredOutbox(const Clock& clock, Doorbell& doorbell) : clock_(clock), doorbell_(doorbell) {}

  MessageId post(Transaction& transaction, const QueuedMessage& message) override {
    const auto id = id_of_now<MessageId>();
    outbox::insert(transaction, id, message, clock_.now());
    transaction.after_commit([this] { doorbell_.ring(); });
    return id;
  }

 private:
  const Clock& clock_;
  Doorbell& doorbell_;
};

}  // namespace lodge::core
