#include "pages/accept_language.h"

#include <algorithm>
#include <utility>

namespace lodge::pages {
namespace {

constexpr std::size_t kMostTags = 20;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// "0.7" → 700; 1000 when there is none; 0 when it is no number.
int thousandths(std::string_view range) {
  const auto at = range.find("q=");
  if (at == std::string_view::npos) return 1000;
  const auto digits = trimmed(range.substr(at + 2));
  if (digits.empty() || (digits[0] != '0' && digits[0] != '1')) return 0;
  int value = (digits[0] - '0') * 1000;
  int place = 100;
  for (std::size_t i = 2; i < std::min<std::size_t>(digits.size(), 5) && digits[i] >= '0' && digits[i] <= '9'; ++i) {
    value += (digits[i] - '0') * place;
    place /= 10;
  }
  return std::min(value, 1000);
}

}  // namespace

std::vector<std::string> by_preference(std::string_view accept_language) {
  std::vector<std::pair<int, std::string>> ranges;
  while (!accept_language.empty() && ranges.size() < kMostTags) {
    const auto comma = std::min(accept_language.find(','), accept_language.size());
    const auto range = accept_language.substr(0, comma);
    accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
    const auto tag = trimmed(range.substr(0, range.find(';')));
    if (const auto weight = thousandths(range); weight > 0 && !tag.empty()) ranges.emplace_back(weight, tag);
  }
  std::ranges::stable_sort(ranges, std::greater{}, &std::pair<int, std::string>::first);
  std::vector<std::string> tags;
  for (auto& [weight, tag] : ranges) tags.push_back(std::move(tag));
  return tags;
}

}  // namespace lodge::pages
