#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// RFC 4648 section 4, with padding. [any thread]
std::string base64(std::string_view bytes);
/// Nothing unless `text` is exactly what `base64` would write. [any thread]
std::optional<std::string> from_base64(std::string_view text);

}  // namespace lodge::core
