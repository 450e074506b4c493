#pragma once
#include <string_view>

namespace lodge::http {

/// "application/json" of "application/json; charset=utf-8".
std::string_view media_type(std::string_view content_type);
/// Whether an idempotency key may be used: short, and of visible ASCII; an empty one is none.
bool is_right_key(std::string_view key);

}  // namespace lodge::http
