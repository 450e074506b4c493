#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// RFC 4648, but for plain base64 (core/base64.h). `parse_…` answers nothing unless its text is exactly what the other direction would write, so that
/// a changed text never stands for the same bytes. [any thread]
/// The alphabet of URLs and cookies, without padding.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> parse_base64url(std::string_view text);
/// Upper case, without padding, as authenticator apps show their keys.
std::string to_base32(std::string_view bytes);
/// Lenient towards people: lower case, spaces and hyphens are fine.
std::optional<std::string> parse_base32(std::string_view text);

std::string to_hex(std::string_view bytes);

/// So many bytes from the kernel's random source; ends the process if there is none. [any thread]
std::string random_bytes(std::size_t size);

/// Takes as long for a difference in the first byte as in the last. Different sizes are told at once.
bool equal_in_constant_time(std::string_view a, std::string_view b);

template <std::size_t Size>
std::string_view as_text(const std::array<std::uint8_t, Size>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), Size};
}

}  // namespace lodge::core
