#pragma once
#include <chrono>

namespace lodge::sql {

/// Waits between tries: doubling from one millisecond, each between half and the whole of its length by
/// chance, so that two writers that collided do not collide again. Ends at a deadline. [one thread]
class Backoff {
 public:
  explicit Backoff(std::chrono::milliseconds patience) : deadline_(std::chrono::steady_clock::now() + patience) {}
  /// Sleeps; false (at once) when the patience is over.
  bool wait();

 private:
  std::chrono::steady_clock::time_point deadline_;
  std::chrono::microseconds step_{1000};
};

}  // namespace lodge::sql
