#include "core/units.h"

#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace lodge::core {
namespace {

using Unit = std::pair<std::string_view, std::int64_t>;

constexpr std::int64_t kDay = 86'400'000;
constexpr std::array<Unit, 13> kTimes = {{{"ms", 1}, {"s", 1000}, {"second", 1000}, {"seconds", 1000}, {"min", 60'000},
    {"minute", 60'000}, {"minutes", 60'000}, {"h", 3'600'000}, {"hours", 3'600'000}, {"day", kDay}, {"days", kDay},
    {"week", 7 * kDay}, {"weeks", 7 * kDay}}};
constexpr std::array<Unit, 4> kSizes = {{{"B", 1}, {"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}}};
constexpr std::int64_t kLongest = 36'525 * kDay;
constexpr std::int64_t kLargest = std::int64_t{1} << 50;

template <std::size_t N>
std::optional<std::int64_t> with_unit(std::string_view text, const std::array<Unit, N>& units, std::int64_t most) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = parse_whole_number(text.substr(0, digits));
  text.remove_prefix(digits);
  if (text.starts_with(' ')) text.remove_prefix(1);
  for (const auto& [name, factor] : units) {
    if (text == name && count && *count <= most / factor) return *count * factor;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto count = with_unit(text, kTimes, kLongest);
  return count ? std::optional(std::chrono::milliseconds(*count)) : std::nullopt;
}

std::optional<std::int64_t> parse_size(std::string_view text) { return with_unit(text, kSizes, kLargest); }

std::optional<std::int64_t> parse_whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> parse_yes_no(std::string_view text) {
  if (text == "yes") return true;
  if (text == "no") return false;
  return std::nullopt;
}

}  // namespace lodge::core
