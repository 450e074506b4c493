#pragma once
#include "core/access/accounts.h"

namespace lodge::core {

/// The key of an account's second factor, opened; empty when it has none, or when it was sealed elsewhere.
std::string totp_secret(const AccessParts& parts, const Account& account);
std::string seal_totp_secret(const AccessParts& parts, const Account& account, std::string_view secret);
/// The step of a right code that was not used yet.
std::optional<std::int64_t> unused_totp_step(const AccessParts& parts, const Account& account, std::string_view code);
/// How the records hold a recovery code.
std::string hash_of_recovery_code(const AccessParts& parts, PersonId person, std::string_view code);

}  // namespace lodge::core
