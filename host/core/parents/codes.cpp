#include "core/parents/codes.h"

#include "core/encoding.h"

#include <lodge/names.h>

#include <algorithm>
#include <span>

namespace lodge::core {
namespace {

constexpr std::size_t kCharacters = 10, kGroup = 4, kDigits = 6;
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/// As Crockford reads what people confuse.
char understood(char c) {
  const auto lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (lower == 'o') return '0';
  return lower == 'i' || lower == 'l' ? '1' : lower;
}

std::string code_of(const auto& bytes) {
  std::string code;
  for (const auto byte : bytes) code += kAlphabet[static_cast<unsigned char>(byte) & 31U];
  return code;
}

bool is_between(char c) { return c == ' ' || c == '-' || c == '.'; }

}  // namespace

std::string new_letter_code() { return code_of(random_bytes(kCharacters)); }

std::string letter_code(const SiteKeys& keys, SiteId site, std::string_view what, HouseholdId household, Instant made_at) {
  const auto made = std::to_string(made_at.time_since_epoch().count());
  const auto mac = keys.cipher().mac(keys.of_site(site, "letters' codes"), std::string(what) + "|" + household.text() + "|" + made);
  return code_of(std::span(mac).first(kCharacters));
}

std::string shown_letter_code(std::string_view code) {
  std::string shown;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % kGroup == 0) shown += '-';
    shown += code[i];
  }
  return shown;
}

std::optional<std::string> parse_letter_code(std::string_view typed) {
  std::string code;
  for (const char c : plainly(typed)) {
    if (is_between(c)) continue;
    code += understood(c);
    if (code.size() > kCharacters || !kAlphabet.contains(code.back())) return std::nullopt;
  }
  return code.size() == kCharacters ? std::optional(code) : std::nullopt;
}

std::string mark_of_letter_code(const SiteKeys& keys, std::string_view code) { return keys.mark("letter codes", code); }

std::string six_digits(const SiteKeys& keys, SiteId site, std::string_view ticket, ContactId contact) {
  const auto mac = keys.cipher().mac(keys.of_site(site, "parents' codes"), std::string(ticket) + "|" + contact.text());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | mac[i];
  return std::to_string(1'000'000 + number % 1'000'000).substr(1);
}

std::optional<std::string> parse_six_digits(std::string_view typed) {
  std::string digits;
  for (const char c : plainly(typed)) {
    if (is_between(c)) continue;
    if (c < '0' || c > '9' || digits.size() == kDigits) return std::nullopt;
    digits += c;
  }
  return digits.size() == kDigits ? std::optional(digits) : std::nullopt;
}

}  // namespace lodge::core
