#pragma once
#include <lodge/web.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::pages {

/// The query of a list that comes in pages, for ApiDoc; `more` are further properties, each with a comma behind it.
std::string paging_query(std::string_view more = "");

/// How many items a page is to have: 1 to 500, 100 when nobody said; nothing when that is not what was sent.
std::optional<std::int64_t> limit_of(const Request& request);

/// 400, and which field of the query it was.
Response malformed(const Request& request, std::string_view field);

}  // namespace lodge::pages
