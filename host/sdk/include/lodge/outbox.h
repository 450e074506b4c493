#pragma once
#include <lodge/database.h>
#include <lodge/id.h>
#include <lodge/value.h>

#include <string>

namespace lodge {

/// A message as it waits: a person id and plain values, no name, no address, no words.
struct QueuedMessage {
  SiteId site;
  PersonId recipient;
  std::string notice;  ///< "rooms.booked": which notice of which module renders it when it is sent
  Value values;        ///< ids, instants, sealed text
};

/// Messages that people were promised, written in the act's own transaction and sent later by a channel worker.
class Outbox {
 public:
  virtual ~Outbox() = default;
  /// [any thread, inside Database::write]
  virtual MessageId post(Transaction& transaction, const QueuedMessage& message) = 0;
};

}  // namespace lodge
