#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::crypto {

/// An Argon2id hash as the PHC string format writes it: $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>.
struct Phc {
  std::uint32_t memory_kib = 0, passes = 0, lanes = 0;
  std::string salt, hash;  ///< raw bytes

  /// Nothing for anything else, and for costs that no sane host would have written.
  static std::optional<Phc> parse(std::string_view text);
  std::string text() const;
  /// As strong as one of ASVS App. C's settings (19,456 KiB × 2, 47,104 × 1, 12,288 × 3) or stronger.
  bool strong_enough() const;
};

}  // namespace lodge::crypto
