#pragma once
#include "core/privacy/cipher.h"

#include <lodge/database.h>

#include <cstdint>
#include <string>
#include <vector>

namespace lodge::core {

/// Chains the audit's new rows, so that bookings need not wait for each other. One host at a time does it, by a
/// leased job once a second; a second one that tries all the same takes nothing. [any thread]
class Sealer {
 public:
  Sealer(Database& central, const Cipher& cipher) : central_(central), cipher_(cipher) {}
  /// Answers how many rows were chained. @throws Unavailable
  std::int64_t seal();

 private:
  std::int64_t seal_some();

  Database& central_;
  const Cipher& cipher_;
};

/// What `lodge audit verify` tells: how long the chain is, where it ends, and each fault in a sentence.
struct ChainReport {
  std::int64_t links = 0;
  std::string end;
  std::vector<std::string> faults;
};

/// Reads the whole chain. An edited, missing, added or moved row is a fault. A cut tail shows only against an `end`
/// that was kept elsewhere. @throws Unavailable
ChainReport verify_audit(Database& central, const Cipher& cipher);

}  // namespace lodge::core
