#pragma once
#include <lodge/clock.h>

namespace lodge::core {

/// The machine's own clock. [any thread]
class SystemClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace lodge::core
