#pragma once
#include <lodge/interval.h>
#include <lodge/outbox.h>

#include <optional>

namespace lodge::core {

/// An outbox that also takes what is of no use later, such as a code that opens for ten minutes.
class TimedOutbox : public Outbox {
 public:
  using Outbox::post;
  /// Is not sent any more at or after `ends`, however long the mail server was away: it lapses.
  /// [any thread, inside Database::write]
  virtual MessageId post(Transaction& transaction, const QueuedMessage& message, std::optional<Instant> ends) = 0;
};

}  // namespace lodge::core
