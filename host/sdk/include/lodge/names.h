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

/// What somebody typed or pasted: the digits of Arabic and Urdu keyboards as 0 to 9, blanks of every kind as blanks, and
/// without the marks of direction that nobody sees. The rest stays as it is. [any thread]
std::string plainly(std::string_view typed);

/// Whether somebody who typed these words (name_words of it) searches for one who has these names: each begins a word of
/// one of them. "zoe", "OBrien" and "o brien" find "Zoë O'Brien". Who typed nothing finds everybody. [any thread]
bool searches_for(std::span<const std::string> typed, std::span<const std::string> names);

}  // namespace lodge
