#pragma once
#include <string>
#include <string_view>

namespace lodge::http {

/// RFC 1952. @throws std::runtime_error only when memory is short. [any thread]
std::string gzip(std::string_view bytes, int level = 4);
/// @throws std::runtime_error when `bytes` is no whole gzip stream or grows beyond `limit`. [any thread]
std::string gunzip(std::string_view bytes, std::size_t limit = 64U << 20U);
/// Whether an Accept-Encoding field's value takes gzip. [any thread]
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace lodge::http
