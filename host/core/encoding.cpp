#include "core/encoding.h"

#include <lodge/errors.h>
#include <sys/random.h>

namespace lodge::core {
namespace {

constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr unsigned kBase64Bits = 6, kBase32Bits = 5;

constexpr std::array<std::int8_t, 256> reversed(std::string_view alphabet) {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  return values;
}

constexpr auto kFromBase64Url = reversed(kBase64Url);
constexpr auto kFromBase32 = reversed(kBase32);

std::string encode(std::string_view bytes, std::string_view alphabet, unsigned bits) {
  std::string text;
  text.reserve(bytes.size() * 8 / bits + 4);
  unsigned buffer = 0, held = 0;
  for (const char c : bytes) {
    buffer = buffer << 8U | static_cast<unsigned char>(c);
    for (held += 8; held >= bits; held -= bits) text += alphabet[buffer >> (held - bits) & ((1U << bits) - 1)];
  }
  if (held > 0) text += alphabet[buffer << (bits - held) & ((1U << bits) - 1)];
  return text;
}

// What is left over at the end must be less than a digit and zero, else two texts would mean one value.
std::optional<std::string> decode(std::string_view text, const std::array<std::int8_t, 256>& values, unsigned bits) {
  std::string bytes;
  bytes.reserve(text.size() * bits / 8);
  unsigned buffer = 0, held = 0;
  for (const char c : text) {
    const auto digit = values[static_cast<unsigned char>(c)];
    if (digit < 0) return std::nullopt;
    buffer = buffer << bits | static_cast<unsigned>(digit);
    held += bits;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(static_cast<unsigned char>(buffer >> held & 0xffU));
  }
  if (held >= bits || (buffer & ((1U << held) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string to_base64url(std::string_view bytes) { return encode(bytes, kBase64Url, kBase64Bits); }

std::optional<std::string> parse_base64url(std::string_view text) {
  return decode(text, kFromBase64Url, kBase64Bits);
}

std::string to_base32(std::string_view bytes) { return encode(bytes, kBase32, kBase32Bits); }

std::optional<std::string> parse_base32(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == ' ' || c == '-') continue;
    digits += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return decode(digits, kFromBase32, kBase32Bits);
}

std::string to_hex(std::string_view bytes) { return encode(bytes, "0123456789abcdef", 4); }

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  LODGE_CHECK(getrandom(bytes.data(), size, 0) == static_cast<ssize_t>(size));
  return bytes;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference = static_cast<unsigned char>(difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
  const volatile unsigned char answer = difference;  // keeps the compiler from ending the loop early
  return answer == 0;
}

}  // namespace lodge::core
