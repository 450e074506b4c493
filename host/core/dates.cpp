#include "core/dates.h"

#include <charconv>

namespace lodge::core {
namespace {

std::optional<int> digits(std::string_view text) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stopped == end && text.front() != '-' ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto hours = digits(text.substr(0, colon)), minutes = digits(text.substr(colon + 1));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

}  // namespace lodge::core
