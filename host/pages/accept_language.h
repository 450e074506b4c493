#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lodge::pages {

/// The tags of an Accept-Language header (RFC 9110, 12.5.4), best first; those with q=0 left out, at most 20
/// read. Nonsense is passed over. [any thread]
std::vector<std::string> by_preference(std::string_view accept_language);

}  // namespace lodge::pages
