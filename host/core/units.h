#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lodge::core {

/// "300ms", "10s", "5min", "24h", "5 days", "2 weeks": a whole number and its unit; nothing for anything else, and for more
/// than a hundred years. A bare number is refused: nobody remembers what it counts. [any thread]
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
/// "512B", "64KB", "1MB", "2GB", in steps of 1024: bytes. [any thread]
std::optional<std::int64_t> parse_size(std::string_view text);
/// A whole number, which may be negative, and nothing behind it. [any thread]
std::optional<std::int64_t> parse_whole_number(std::string_view text);
/// "yes" or "no". [any thread]
std::optional<bool> parse_yes_no(std::string_view text);

}  // namespace lodge::core
