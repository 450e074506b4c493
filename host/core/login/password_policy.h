#pragma once
#include "core/login/passwords.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lodge::core {

/// Characters, where the password is the only factor and where a second one helps (NIST 800-63B-4, Cyber Essentials).
inline constexpr std::size_t kShortestAlone = 15, kShortestWithSecondFactor = 12;
/// More is refused, so that nobody hashes megabytes; far above what ASVS asks to accept.
inline constexpr std::size_t kLongest = 256;

enum class PasswordFault { too_short, too_long, too_easy };

/// Why this may not be a password; nothing when it may. No rule of composition: any character, pasted or typed.
/// `known_words` are the school's and the person's own. [any thread]
std::optional<PasswordFault> judge_password(const Passwords& passwords, std::string_view password,
                                            std::size_t shortest, std::span<const std::string> known_words);

}  // namespace lodge::core
