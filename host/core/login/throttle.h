#pragma once
#include <lodge/clock.h>
#include <lodge/database.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace lodge::core {

/// A bucket that each try fills by one and that runs dry by one each `one_more`; a full one refuses.
struct Bounds {
  std::string bucket;  ///< a keyed hash, at most 64 ASCII characters: no name, no address
  std::int64_t at_once;
  std::chrono::seconds one_more;
};

/// Slows guessing down without ever locking anybody out: what is refused costs nothing, and a minute later there is
/// one more try. Buckets are rows, so that two hosts count together. [any thread]
class Throttle {
 public:
  Throttle(Database& central, const Clock& clock) : central_(central), clock_(clock) {}
  /// Takes one try of each, or none and answers how long until it is worth another. @throws Unavailable
  std::optional<std::chrono::seconds> take(std::span<const Bounds> all);
  /// How long until take() would take one of each; nothing when it would now. Only reads, so that whoever is right
  /// costs the throttle no write. @throws Unavailable
  std::optional<std::chrono::seconds> wait_for(std::span<const Bounds> all) const;
  /// It was no guess after all. @throws Unavailable
  void give_back(std::span<const Bounds> all);
  /// Forgets buckets that ran dry long ago. @throws Unavailable
  void sweep();

 private:
  Database& central_;
  const Clock& clock_;
};

}  // namespace lodge::core
