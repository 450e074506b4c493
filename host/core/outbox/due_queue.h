#pragma once
#include "core/outbox/store.h"

#include <lodge/clock.h>
#include <lodge/database.h>

#include <deque>
#include <mutex>
#include <set>

namespace lodge::core {

/// Deals out due messages to the sender's threads, each to one of them, read in batches. Another host may deal out the
/// same one: outbox::begin tells who was first. [any thread]
class DueQueue {
 public:
  DueQueue(Database& database, const Clock& clock) : database_(database), clock_(clock) {}
  /// The next message, which is in the caller's hands until done(). Nothing when none is due. @throws Unavailable
  std::optional<outbox::Due> next();
  void done(MessageId id);

 private:
  void refill();

  Database& database_;
  const Clock& clock_;
  std::mutex mutex_;
  std::deque<outbox::Due> waiting_;
  std::set<MessageId> in_hands_;
};

}  // namespace lodge::core
