#include "pages/api_list.h"

#include "core/units.h"

namespace lodge::pages {

std::string paging_query(std::string_view more) {
  return R"({"type":"object","properties":{)" + std::string(more) +
         R"("limit":{"type":"integer","minimum":1,"maximum":500,"default":100},"cursor":{"type":"string","description":"next of the page before"}}})";
}

std::optional<std::int64_t> limit_of(const Request& request) {
  constexpr std::int64_t kUsual = 100, kMost = 500;
  const auto& wanted = request.query.get("limit");
  if (wanted.empty()) return kUsual;
  const auto limit = core::parse_whole_number(wanted);
  return limit && *limit >= 1 && *limit <= kMost ? limit : std::nullopt;
}

Response malformed(const Request& request, std::string_view field) {
  return Response::problem(400, "malformed", request.say->say("“{field}” is missing or not of its form.", {{"field", std::string(field)}}), {{"field", field}});
}

}  // namespace lodge::pages
