#include "core/login/password_policy.h"

#include <algorithm>

namespace lodge::core {
namespace {

// A thousand million guesses: beyond what the throttle ever lets through, and it refuses every word, name, common
// password and keyboard walk of zxcvbn's lists however it is dressed up.
constexpr double kBitsToGuess = 30;

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & '\xC0') != '\x80'; }));
}

}  // namespace

std::optional<PasswordFault> judge_password(const Passwords& passwords, std::string_view password,
                                            std::size_t shortest, std::span<const std::string> known_words) {
  if (characters(password) < shortest) return PasswordFault::too_short;
  if (characters(password) > kLongest) return PasswordFault::too_long;
  if (passwords.guessing_bits(password, known_words) < kBitsToGuess) return PasswordFault::too_easy;
  return std::nullopt;
}

}  // namespace lodge::core
