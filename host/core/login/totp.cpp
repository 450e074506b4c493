#include "core/login/totp.h"

#include "core/encoding.h"

#include <lodge/web.h>

#include <algorithm>

namespace lodge::core {
namespace {

constexpr std::chrono::seconds kStep{30};
constexpr std::size_t kSecretSize = 20, kRecoverySize = 15, kGroup = 4;
constexpr int kRecoveryCodes = 10, kDigits = 6;

std::string counter_bytes(std::int64_t step) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[7 - i] = static_cast<char>(static_cast<unsigned char>(step >> (8 * i) & 0xff));
  return bytes;
}

std::string without_spaces(std::string_view text) {
  std::string digits(text);
  std::erase(digits, ' ');
  return digits;
}

std::string in_groups(std::string_view text) {
  std::string grouped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % kGroup == 0) grouped += '-';
    grouped += text[i];
  }
  return grouped;
}

}  // namespace

std::string new_totp_secret() { return random_bytes(kSecretSize); }

std::int64_t totp_step(Instant when) { return when.time_since_epoch() / kStep; }

std::string totp_code(const Cipher& cipher, std::string_view secret, std::int64_t step) {
  const auto mac = cipher.sha1_mac(secret, counter_bytes(step));
  const std::size_t offset = mac[19] & 15U;
  const std::uint32_t number = (mac[offset] & 0x7fU) << 24U | std::uint32_t{mac[offset + 1]} << 16U |
                               std::uint32_t{mac[offset + 2]} << 8U | mac[offset + 3];
  auto digits = std::to_string(number % 1'000'000U);
  return digits.insert(0, static_cast<std::size_t>(kDigits) - digits.size(), '0');
}

std::optional<std::int64_t> matching_totp_step(const Cipher& cipher, std::string_view secret, std::string_view code,
                                               Instant now) {
  const auto typed = without_spaces(code);
  for (const auto step : {totp_step(now), totp_step(now) - 1})
    if (equal_in_constant_time(totp_code(cipher, secret, step), typed)) return step;
  return std::nullopt;
}

std::string totp_uri(std::string_view secret, std::string_view account, std::string_view issuer) {
  const auto by = percent_encoded(issuer);
  return "otpauth://totp/" + by + ":" + percent_encoded(account) + "?secret=" + to_base32(secret) + "&issuer=" + by;
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) codes.push_back(in_groups(to_base32(random_bytes(kRecoverySize))));
  return codes;
}

std::optional<std::string> parse_recovery_code(std::string_view typed) {
  const auto bytes = parse_base32(typed);
  return bytes && bytes->size() == kRecoverySize ? std::optional(in_groups(to_base32(*bytes))) : std::nullopt;
}

}  // namespace lodge::core
