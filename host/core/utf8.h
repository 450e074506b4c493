#pragma once
#include <string_view>

namespace lodge::core {

/// Whether the bytes are UTF-8 (RFC 3629: shortest form, no surrogates, at most U+10FFFF). [any thread]
bool is_utf8(std::string_view text);

}  // namespace lodge::core
