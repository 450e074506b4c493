#pragma once
#include "core/access/identity.h"

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace lodge::core {

/// Who was found behind a secret a moment ago, by the secret's hash. Trusted for 250 ms, so that a page that many
/// look at reads no LoginSession each time, and one that ended elsewhere is dead soon enough. [any thread]
class IdentityCache {
 public:
  struct Known {
    Identity identity;
    Instant read_at{}, seen_at{}, idle_until{}, expires_at{};
  };

  std::optional<Known> find(const std::string& hash, Instant now) const;
  void put(const std::string& hash, Known known);
  /// Moves seen_at on; true for one caller only, who then writes it down.
  bool touch(const std::string& hash, Instant before, Instant now);
  void forget(PersonId person);
  void clear();

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Known> known_;
};

}  // namespace lodge::core
