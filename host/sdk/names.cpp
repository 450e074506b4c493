#include <lodge/names.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

namespace lodge {
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

constexpr std::uint32_t kZeros[] = {0x660, 0x6F0};  // of Arabic, of Urdu and Persian

bool is_blank(std::uint32_t point) { return point == '\t' || point == 0xA0 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F; }

bool is_unseen(std::uint32_t point) {
  return (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
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

/// UTF-8 with Latin letters in lower case and without their accents; combining marks fall away.
std::string plain_letters(std::string_view text) {
  std::string all;
  while (!text.empty()) {
    const auto point = front(text);
    all += plain(point, text.substr(0, point.bytes));
    text.remove_prefix(point.bytes);
  }
  return all;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

/// The bytes of an apostrophe of any kind at the front; a typed one is often another than the recorded.
std::size_t apostrophe(std::string_view text) {
  if (text.front() == '\'' || text.front() == '`') return 1;
  for (const std::string_view mark : {"\u2019", "\u2018", "\u02bc", "\u00b4"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

enum class Apostrophes { joined, parting };
constexpr std::size_t kMostWords = 8, kLongestWord = 64;

std::vector<std::string> words_of(std::string_view name, Apostrophes apostrophes) {
  std::vector<std::string> words;
  const auto plain = plain_letters(plainly(name.substr(0, kMostWords * kLongestWord)));
  bool open = false;
  for (std::string_view rest = plain; !rest.empty();) {
    const auto mark = apostrophe(rest);
    const bool letter = mark == 0 && is_letter(rest.front());
    if (letter && !open) words.emplace_back();
    if (letter && words.back().size() < kLongestWord) words.back() += rest.front();
    open = letter || (mark > 0 && open && apostrophes == Apostrophes::joined);
    rest.remove_prefix(std::max<std::size_t>(mark, 1));
  }
  if (words.size() > kMostWords) words.resize(kMostWords);
  return words;
}

}  // namespace

std::string plainly(std::string_view typed) {
  std::string all;
  while (!typed.empty()) {
    const auto point = front(typed);
    const auto* zero = std::ranges::find_if(kZeros, [&](std::uint32_t one) { return point.value >= one && point.value < one + 10; });
    if (zero != std::end(kZeros)) {
      all += static_cast<char>('0' + (point.value - *zero));
    } else if (is_blank(point.value)) {
      all += ' ';
    } else if (!is_unseen(point.value)) {
      all += typed.substr(0, point.bytes);
    }
    typed.remove_prefix(point.bytes);
  }
  return all;
}

std::vector<std::string> name_words(std::string_view name) { return words_of(name, Apostrophes::joined); }

bool searches_for(std::span<const std::string> typed, std::span<const std::string> names) {
  std::vector<std::string> known;
  for (const auto& name : names) {
    for (const auto how : {Apostrophes::joined, Apostrophes::parting}) std::ranges::move(words_of(name, how), std::back_inserter(known));
  }
  return std::ranges::all_of(typed, [&](const std::string& word) {
    return std::ranges::any_of(known, [&](const std::string& one) { return one.starts_with(word); });
  });
}

}  // namespace lodge
