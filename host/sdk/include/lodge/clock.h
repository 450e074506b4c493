#pragma once
#include <lodge/interval.h>

namespace lodge {

/// What time it is. Everything that asks takes a Clock, so that a test can move it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;  ///< [any thread]
};

}  // namespace lodge
