#pragma once
#include "core/login/passwords.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace lodge::crypto {

/// Argon2id at OWASP ASVS 5.0's App. C (t = 2, m = 19,456 KiB, p = 1), and zxcvbn. At most two hashes at once, so
/// that a rush of sign-ins takes 38 MiB and leaves the processors to those who are in already. [any thread]
class Argon2Passwords final : public core::Passwords {
 public:
  struct Limits {
    unsigned at_once = 2;
    unsigned waiting = 64;
    std::chrono::milliseconds patience{4000};
  };

  Argon2Passwords() = default;
  explicit Argon2Passwords(Limits limits) : limits_(limits) {}
  std::string hash(std::string_view password) override;
  Match check(std::string_view password, std::string_view hash) override;
  double guessing_bits(std::string_view password, std::span<const std::string> known_words) const override;

 private:
  class Turn;

  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable freed_;
  unsigned running_ = 0, waiting_ = 0;
};

}  // namespace lodge::crypto
