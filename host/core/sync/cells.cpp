#include "core/sync/cells.h"

#include "core/dates.h"
#include "core/directory/people.h"
#include "core/units.h"

#include <algorithm>
#include <array>

namespace lodge::core {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7f; }

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<LocalDate> day_first(std::string_view text, char between) {
  const auto first = text.find(between), second = text.find(between, first == text.npos ? first : first + 1);
  if (second == text.npos) return std::nullopt;
  const auto day = text.substr(0, first), month = text.substr(first + 1, second - first - 1), year = text.substr(second + 1);
  if (!is_digits(day) || !is_digits(month) || !is_digits(year) || day.size() > 2 || month.size() > 2) return std::nullopt;
  const auto two = [](std::string_view digits) { return digits.size() == 1 ? "0" + std::string(digits) : std::string(digits); };
  return parse_date(std::string(year) + "-" + two(month) + "-" + two(day));
}

bool is_plausible(const std::optional<LocalDate>& date) {
  return date && date->year() >= std::chrono::year(1900) && date->year() <= std::chrono::year(2100);
}

bool is_domain(std::string_view domain) {
  if (domain.find('.') == domain.npos || domain.front() == '.' || domain.back() == '.' || domain.find("..") != domain.npos) return false;
  return std::ranges::all_of(domain, [](char c) {
    return c < 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
  });
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  for (;;) {
    if (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    else if (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    else if (text.starts_with(kNoBreakSpace)) text.remove_prefix(kNoBreakSpace.size());
    else if (text.ends_with(kNoBreakSpace)) text.remove_suffix(kNoBreakSpace.size());
    else return text;
  }
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<std::string_view> fault_in_name(std::string_view text, std::size_t at_most) {
  if (text.empty()) return "is empty";
  if (character_count(text) > at_most || text.size() > 190) return "is longer than any name";
  if (std::ranges::any_of(text, is_control)) return "holds control characters";
  if (text.find_first_of("<>") != text.npos) return "holds markup";
  if (std::string_view("=+@-").find(text.front()) != std::string_view::npos) return "begins like a spreadsheet's formula";
  return std::nullopt;
}

std::optional<Reading<LocalDate>> read_date(std::string_view text) {
  if (const auto date = parse_date(text); is_plausible(date)) return Reading{*date};
  for (const char between : {'/', '.', '-'}) {
    if (const auto date = day_first(text, between); is_plausible(date)) return Reading{*date, true};
  }
  return std::nullopt;
}

std::optional<Reading<int>> read_year_group(std::string_view text) {
  if (const auto plain = read_number(text, -2, 14)) return Reading{*plain};
  auto words = lower_case(text);
  if (words == "reception" || words == "r" || words == "year r") return Reading{0, true};
  if (words == "nursery" || words == "n") return Reading{-1, true};
  for (const std::string_view prefix : {"year ", "year", "yr ", "yr", "y"}) {
    if (!words.starts_with(prefix)) continue;
    if (const auto number = read_number(std::string_view(words).substr(prefix.size()), -2, 14)) return Reading{*number, true};
  }
  return std::nullopt;
}

std::optional<Reading<ParentalResponsibility>> read_responsibility(std::string_view text) {
  using enum ParentalResponsibility;
  static constexpr std::array<std::pair<std::string_view, ParentalResponsibility>, 6> kMended = {
      {{"y", yes}, {"true", yes}, {"1", yes}, {"n", no}, {"false", no}, {"0", no}}};
  if (text == "yes") return Reading{yes};
  if (text == "no") return Reading{no};
  if (text.empty() || text == "unknown") return Reading{unknown};
  const auto word = lower_case(text);
  if (word == "yes" || word == "no") return Reading{word == "yes" ? yes : no, true};
  const auto* found = std::ranges::find(kMended, word, &std::pair<std::string_view, ParentalResponsibility>::first);
  return found == kMended.end() ? std::nullopt : std::optional(Reading{found->second, true});
}

std::optional<int> read_number(std::string_view text, int least, int most) {
  const auto number = parse_whole_number(text);
  return number && *number >= least && *number <= most ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at == text.npos || at > 64 || at + 1 == text.size() || text.size() > 190) return false;
  if (text.find('@', at + 1) != text.npos || text.find_first_of(" \t\"(),:;<>[\\]") != text.npos) return false;
  if (std::ranges::any_of(text, is_control)) return false;
  return is_domain(text.substr(at + 1));
}

}  // namespace lodge::core
