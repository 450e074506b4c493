#pragma once
#include <lodge/say.h>

#include <string>
#include <string_view>

namespace lodge::pages {

enum class Markup { html, plain };

/// One template in one language, ready for ctemplate: each [[sentence]] said and, for HTML, escaped; marker names
/// in lower case; {{^NAME}}…{{/NAME}}, shown when {{#NAME}} is not, written as the section "not name". [startup]
std::string in_language(std::string_view text, const Say& say, Markup markup);

}  // namespace lodge::pages
