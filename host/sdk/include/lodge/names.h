#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// A name as people mean it: its words in lower case without accents, apostrophes within a word gone ("O'Brien" →
/// "obrien"), other marks between words; at most 8 words of 64 bytes. Latin letters become plain ones; other scripts and
/// malformed bytes stay as they are. [any thread]
std::vector<std::string> name_words(std::string_view name);

/// Whether somebody who typed this searches for one who has these names: each word typed begins a word of one of them.
/// "zoe", "OBrien" and "o brien" find "Zoë O'Brien". Who typed nothing finds everybody. [any thread]
bool searches_for(std::string_view typed, std::span<const std::string> names);

}  // namespace lodge
