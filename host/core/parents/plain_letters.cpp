#include "core/parents/plain_letters.h"

#include <array>
#include <cstdint>
#include <utility>

namespace lodge::core {
namespace {

/// The plain letter of each code point from `first` on; a dot where there is none.
struct Range {
  std::uint32_t first;
  std::string_view plain;
};

constexpr std::array kRanges = {
    Range{0xC0, "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    Range{0x1CD, "aaiioouuuuuuuuuu.aaaaaa..ggkkoooo..j...gg..nnaaaaooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooo"
    "oooooyy"},
    Range{0x1E00, "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
    "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s..sdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy"},
};

constexpr std::array<std::pair<std::uint32_t, std::string_view>, 10> kDouble = {{{0xC6, "ae"}, {0xE6, "ae"}, {0xDE, "th"}, {0xFE, "th"}, {0xDF, "ss"}, {0x152, "oe"}, {0x153, "oe"}, {0x132, "ij"}, {0x133, "ij"}, {0x1E9E, "ss"}}};

constexpr std::uint32_t kCombining = 0x300, kCombiningEnd = 0x370;

struct Point {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

/// The code point at the front; a byte that begins none stands for itself.
Point front(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto first = byte(0);
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (size == 1 || text.size() < size) return {first < 0x80 ? first : 0U, 1};
  auto value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    value = value << 6U | (byte(i) & 0x3FU);
  }
  return {value, size};
}

std::string plain(const Point& point, std::string_view as_it_is) {
  if (point.value >= 'A' && point.value <= 'Z') return std::string(1, static_cast<char>(point.value - 'A' + 'a'));
  if (point.value >= kCombining && point.value < kCombiningEnd) return {};
  for (const auto& [of, letters] : kDouble) {
    if (of == point.value) return std::string(letters);
  }
  for (const auto& [first, letters] : kRanges) {
    if (point.value < first || point.value - first >= letters.size()) continue;
    if (const char letter = letters[point.value - first]; letter != '.') return std::string(1, letter);
  }
  return std::string(as_it_is);
}

}  // namespace

std::string plain_letters(std::string_view text) {
  std::string all;
  while (!text.empty()) {
    const auto point = front(text);
    all += plain(point, text.substr(0, point.bytes));
    text.remove_prefix(point.bytes);
  }
  return all;
}

}  // namespace lodge::core
