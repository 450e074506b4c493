#include "core/login/second_factor.h"

#include "core/login/totp.h"

namespace lodge::core {
namespace {

std::string place_of_totp(PersonId person) { return "account.totp." + person.text(); }

}  // namespace

std::string totp_secret(const AccessParts& parts, const Account& account) {
  if (!account.has_second_factor()) return {};
  return parts.keys.open(account.site, place_of_totp(account.person), account.totp).value_or("");
}

std::string seal_totp_secret(const AccessParts& parts, const Account& account, std::string_view secret) {
  return parts.keys.seal(account.site, place_of_totp(account.person), secret);
}

std::optional<std::int64_t> unused_totp_step(const AccessParts& parts, const Account& account, std::string_view code) {
  const auto secret = totp_secret(parts, account);
  if (secret.empty() || code.empty()) return std::nullopt;
  const auto step = matching_totp_step(parts.keys.cipher(), secret, code, parts.clock.now());
  return step && *step > account.totp_step ? step : std::nullopt;
}

std::string hash_of_recovery_code(const AccessParts& parts, PersonId person, std::string_view code) {
  return parts.keys.mark("recovery codes", person.text() + "|" + std::string(code));
}

}  // namespace lodge::core
