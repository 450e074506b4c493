#pragma once
#include "core/privacy/cipher.h"

#include <lodge/interval.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core {

/// RFC 6238 as authenticator apps speak it: SHA-1, 30 s, six digits. `secret` is raw bytes. [any thread]
std::string new_totp_secret();
std::int64_t totp_step(Instant when);
std::string totp_code(const Cipher& cipher, std::string_view secret, std::int64_t step);
/// The step whose code this is: the present one or the one before, for a slow typist. Spaces do not matter.
std::optional<std::int64_t> matching_totp_step(const Cipher& cipher, std::string_view secret, std::string_view code,
                                               Instant now);
/// What an app reads from the QR code. `account` and `issuer` are UTF-8.
std::string totp_uri(std::string_view secret, std::string_view account, std::string_view issuer);

/// Ten codes for the day the telephone is lost: 120 random bits each, in six groups of four.
std::vector<std::string> new_recovery_codes();
/// As it was made, whatever the person put between the groups; nothing when it cannot be one.
std::optional<std::string> parse_recovery_code(std::string_view typed);

}  // namespace lodge::core
