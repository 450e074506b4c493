#pragma once
#include <lodge/value.h>

#include <chrono>

namespace lodge::core {

/// Child processes of one role, asked one question at a time each. [any thread]
class WorkerPool {
 public:
  virtual ~WorkerPool() = default;
  /// Waits for a free worker, hands it `question` and answers its reply. A worker that does not answer within
  /// `patience` from the moment it began is killed and started anew.
  /// @throws Unavailable when it was killed, died, or none was free in time.
  virtual Value ask(const Value& question, std::chrono::milliseconds patience) = 0;
};

}  // namespace lodge::core
