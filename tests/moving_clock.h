#pragma once
#include <lodge/clock.h>

#include <atomic>

namespace lodge::test {

/// A clock that stands until the test moves it. [any thread]
class MovingClock : public Clock {
 public:
  Instant now() const override { return Instant(Instant::duration(now_.load())); }
  void move(std::chrono::microseconds by) { now_ += by.count(); }

 private:
  std::atomic<Instant::rep> now_{1'800'000'000'000'000};  // in January 2027
};

}  // namespace lodge::test
