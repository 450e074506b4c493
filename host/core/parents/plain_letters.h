#pragma once
#include <string>
#include <string_view>

namespace lodge::core {

/// UTF-8 with Latin letters in lower case and without their accents; combining marks fall away, other scripts stay.
/// Malformed bytes stay as they are. [any thread]
std::string plain_letters(std::string_view text);

}  // namespace lodge::core
