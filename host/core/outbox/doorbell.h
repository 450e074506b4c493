#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace lodge::core {

/// Wakes those who wait for work, so that a message leaves when it is posted and not at the next look. [any thread]
class Doorbell {
 public:
  void ring() {
    {
      const std::scoped_lock lock(mutex_);
      ++rung_;
    }
    rang_.notify_all();
  }
  /// How often it rang; read before looking for work, so that a ring meanwhile is not slept through.
  std::uint64_t rung() const {
    const std::scoped_lock lock(mutex_);
    return rung_;
  }
  /// Until it has rung since `seen`, or for `longest`.
  void wait(std::uint64_t seen, std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    rang_.wait_for(lock, longest, [&] { return rung_ != seen; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable rang_;
  std::uint64_t rung_ = 0;
};

}  // namespace lodge::core
