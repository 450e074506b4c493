#pragma once
#include <span>
#include <string>
#include <string_view>

namespace lodge::core {

/// Hashing and judging passwords; host/crypto gives it. [any thread]
class Passwords {
 public:
  enum class Match { wrong, right, right_but_weaker_than_today };

  virtual ~Passwords() = default;
  /// An Argon2id PHC string with a fresh salt. Costs some 25 ms and 19 MiB, so only a few run at once.
  /// @throws Unavailable when too many wait already.
  virtual std::string hash(std::string_view password) = 0;
  /// `hash` is any Argon2id PHC string; anything else is wrong, after the same work. @throws Unavailable as above.
  virtual Match check(std::string_view password, std::string_view hash) = 0;
  /// How many bits somebody must guess who knows dictionaries, common passwords, keyboard walks, dates and
  /// `known_words` (the school's name, the person's own).
  virtual double guessing_bits(std::string_view password, std::span<const std::string> known_words) const = 0;
};

}  // namespace lodge::core
