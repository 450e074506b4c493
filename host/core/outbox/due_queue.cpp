#include "core/outbox/due_queue.h"

#include <utility>

namespace lodge::core {

std::optional<outbox::Due> DueQueue::next() {
  const std::scoped_lock lock(mutex_);
  if (waiting_.empty()) refill();
  if (waiting_.empty()) return std::nullopt;
  auto first = std::move(waiting_.front());
  waiting_.pop_front();
  in_hands_.insert(first.id);
  return first;
}

void DueQueue::done(MessageId id) {
  const std::scoped_lock lock(mutex_);
  in_hands_.erase(id);
}

void DueQueue::refill() {
  for (auto& due : database_.read([&](Reader& reader) { return outbox::due(reader, clock_.now()); })) {
    if (!in_hands_.contains(due.id)) waiting_.push_back(std::move(due));
  }
}

}  // namespace lodge::core
