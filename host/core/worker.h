#pragma once
#include <lodge/value.h>

#include <chrono>
#include <functional>

namespace lodge::core {

/// Child processes of one role, asked one question at a time each. [any thread]
class WorkerPool {
 public:
  virtual ~WorkerPool() = default;
  /// Waits for a free worker, at most twice `patience`, hands it `question` and answers its reply. A worker that
  /// does not answer within `patience` from the moment it began is killed and started anew.
  /// @throws Unavailable when it said that it cannot or none was free in time, InDoubt when it died or was killed with the
  /// question in its hands.
  virtual Value ask(const Value& question, std::chrono::milliseconds patience) = 0;
};

/// Workers whose reply comes in many frames: what a MIS connector pulls. [any thread]
class WorkerStream {
 public:
  using OnFrame = std::function<void(const Value&)>;
  virtual ~WorkerStream() = default;
  /// As WorkerPool::ask, but hands over each frame as it comes, in this thread, before the reply. `patience` is the
  /// longest silence. What `on_frame` throws ends the worker and goes on to the caller.
  /// @throws Unavailable as above; the frames that came are then worth nothing.
  virtual Value stream(const Value& question, const OnFrame& on_frame, std::chrono::milliseconds patience) = 0;
};

}  // namespace lodge::core
