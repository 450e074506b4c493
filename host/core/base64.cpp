#include "core/base64.h"

#include <array>
#include <cstdint>

namespace lodge::core {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNoLetter = 64;

constexpr std::array<std::uint8_t, 256> kNumbers = [] {
  std::array<std::uint8_t, 256> numbers{};
  numbers.fill(kNoLetter);
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    numbers[static_cast<std::uint8_t>(kLetters[i])] = static_cast<std::uint8_t>(i);
  }
  return numbers;
}();

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k) three = three << 8U | (i + k < bytes.size() ? static_cast<std::uint8_t>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += i + k <= bytes.size() ? kLetters[three >> (18U - 6U * k) & 63U] : '=';
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string_view letters = text;
  while (text.size() - letters.size() < 2 && letters.ends_with('=')) letters.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t held = 0, bits = 0;
  for (const char letter : letters) {
    const auto number = kNumbers[static_cast<std::uint8_t>(letter)];
    if (number == kNoLetter) return std::nullopt;
    held = (held << 6U | number) & 0xFFFFFFU;
    bits += 6;
    if (bits >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 0xFFU);
  }
  const bool nothing_left_over = (held & ((1U << bits) - 1U)) == 0;
  return nothing_left_over ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace lodge::core
