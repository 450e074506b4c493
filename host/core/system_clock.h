#pragma once
#include <lodge/clock.h>

#include <atomic>

namespace lodge::core {

/// The machine's own clock. The maker of the demo school turns it back while it makes what lies in the past; nobody else
/// turns it. [any thread]
class SystemClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()) + std::chrono::microseconds(by_.load());
  }
  /// By so much from the machine's time, not from where it was turned before.
  void turn(std::chrono::microseconds by) { by_ = by.count(); }

 private:
  std::atomic<std::int64_t> by_{0};
};

}  // namespace lodge::core
