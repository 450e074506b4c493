#include "core/parents/names.h"

#include <algorithm>
#include <array>

namespace lodge::core {
namespace {

/// The beginnings of the months' names, without accents: English, Welsh, Polish, Urdu.
constexpr std::array<std::string_view, 12> kMonths = {
    "jan ionawr styc جنوری",
    "feb chwef lut فروری",
    "mar mawrth مارچ",
    "apr ebrill kwi kwie اپریل",
    "may mai maj مئی",
    "jun mehefin czerw جون",
    "jul gorff lip جولائی",
    "aug awst sier اگست",
    "sep medi wrz ستمبر",
    "oct hydref paz اکتوبر",
    "nov tach list نومبر",
    "dec rhag gru دسمبر",
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Numbers and words, in order: "12th Nov. 2014" → 12, th, nov, 2014.
std::vector<std::string> pieces_of(std::string_view typed) {
  std::vector<std::string> pieces;
  for (const auto& word : name_words(typed)) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (i == 0 || is_digit(word[i]) != is_digit(word[i - 1])) pieces.emplace_back();
      pieces.back() += word[i];
    }
  }
  std::erase_if(pieces, [](const std::string& piece) {
    return piece == "st" || piece == "nd" || piece == "rd" || piece == "th" || piece == "of" || piece == "r";
  });
  return pieces;
}

unsigned month_of(std::string_view word) {
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    for (std::string_view rest = kMonths[month]; !rest.empty();) {
      const auto end = std::min(rest.find(' '), rest.size());
      const auto begins = rest.substr(0, end);
      if (word.size() >= 3 && (word.starts_with(begins) || begins.starts_with(word))) return static_cast<unsigned>(month) + 1;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return 0;
}

std::optional<LocalDate> make_date(int year, unsigned month, unsigned day, LocalDate today) {
  if (year < 100) year += 2000;
  if (year > static_cast<int>(today.year())) year -= 100;
  const LocalDate date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return date.ok() && year > 1900 ? std::optional(date) : std::nullopt;
}

int number(const std::string& piece) { return is_digit(piece[0]) && piece.size() <= 8 ? std::stoi(piece) : -1; }

std::optional<LocalDate> of_three(const std::vector<std::string>& pieces, LocalDate today) {
  int numbers[3] = {number(pieces[0]), number(pieces[1]), number(pieces[2])};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto month = numbers[i] < 0 ? month_of(pieces[i]) : 0;
    if (month == 0) continue;
    const auto day = numbers[1 - i], year = numbers[2];
    if (day < 0 || year < 0) return std::nullopt;
    // "2014 Nov 12", "12 Nov 2014", "Nov 12 2014".
    return pieces[0].size() == 4 && i == 1 ? make_date(day, month, static_cast<unsigned>(year), today)
                                           : make_date(year, month, static_cast<unsigned>(day), today);
  }
  if (std::ranges::min(numbers) < 0) return std::nullopt;
  const auto part = [&](std::size_t i) { return static_cast<unsigned>(numbers[i]); };
  if (pieces[0].size() == 4) return make_date(numbers[0], part(1), part(2), today);
  if (numbers[1] > 12) return make_date(numbers[2], part(0), part(1), today);
  return make_date(numbers[2], part(1), part(0), today);
}

}  // namespace

std::optional<LocalDate> parse_typed_date(std::string_view typed, LocalDate today) {
  const auto pieces = pieces_of(typed);
  if (pieces.size() == 3) return of_three(pieces, today);
  if (pieces.size() != 1 || number(pieces[0]) < 0 || (pieces[0].size() != 8 && pieces[0].size() != 6)) return std::nullopt;
  const auto& run = pieces[0];
  return of_three({run.substr(0, 2), run.substr(2, 2), run.substr(4)}, today);
}

std::string plain_class(std::string_view typed) {
  auto words = name_words(typed);
  std::erase_if(words, [](const std::string& word) {
    return word == "form" || word == "class" || word == "year" || word == "yr" || word == "y" || word == "group" || word == "tutor" ||
           word == "registration" || word == "dosbarth" || word == "klasa";
  });
  std::string plain;
  for (const auto& word : words) plain += word;
  const bool year_before = plain.size() > 2 && plain[0] == 'y' && is_digit(plain[1]);
  return year_before ? plain.substr(1) : plain;
}

}  // namespace lodge::core
