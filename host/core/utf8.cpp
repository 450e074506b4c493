#include "core/utf8.h"

#include <cstdint>

namespace lodge::core {
namespace {

// How long a character is that starts with `first`, and the range of its second byte; 0 for no start.
struct Start {
  std::size_t size;
  std::uint8_t low, high;
};

Start start_of(std::uint8_t first) {
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xC2) return {0, 0, 0};
  if (first < 0xE0) return {2, 0x80, 0xBF};
  if (first < 0xF0) return {3, first == 0xE0 ? std::uint8_t{0xA0} : std::uint8_t{0x80}, first == 0xED ? std::uint8_t{0x9F} : std::uint8_t{0xBF}};
  if (first < 0xF5) return {4, first == 0xF0 ? std::uint8_t{0x90} : std::uint8_t{0x80}, first == 0xF4 ? std::uint8_t{0x8F} : std::uint8_t{0xBF}};
  return {0, 0, 0};
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const auto start = start_of(byte(i));
    if (start.size == 0 || i + start.size > text.size()) return false;
    if (start.size > 1 && (byte(i + 1) < start.low || byte(i + 1) > start.high)) return false;
    for (std::size_t k = 2; k < start.size; ++k) {
      if ((byte(i + k) & 0xC0U) != 0x80U) return false;
    }
    i += start.size;
  }
  return true;
}

}  // namespace lodge::core
