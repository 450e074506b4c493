#include "pages/sync_api.h"

#include "core/sync/plan.h"
#include "core/sync/store.h"

#include <lodge/iso8601.h>
#include <lodge/json.h>

namespace lodge::pages {
namespace {

constexpr std::int64_t kMostRuns = 100;

constexpr auto kSchema =
    R"({"type":"object","required":["items","next"],"properties":{"next":{"type":"null"},"items":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["id","state","made_at","counts"],"properties":{"id":{"type":"string"},"state":{"type":"string","enum":["planned","applying","switched","applied","undone"]},"made_at":{"type":"string","format":"date-time"},"counts":{"type":["object","null"],"description":"by kind: added, changed, missing, same"}}}}}})";

Value shown(const core::StoredPlan& plan) {
  const auto summary = parse_json(plan.summary);
  return Value::Map{{"id", plan.id.text()}, {"state", core::word_of(plan.state)},
                    {"made_at", instant_text(plan.made_at)}, {"counts", summary ? summary->at("counts") : Value()}};
}

Response runs(Database& central, const Request& request) {
  Value::List items;
  const auto plans = central.read([&](Reader& reader) { return core::plans_of(reader, request.actor.site, kMostRuns); });
  for (const auto& plan : plans) items.push_back(shown(plan));
  return Response::json(Value::Map{{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace

void add_sync_api(Routes& routes, Database& central) {
  routes.add({.method = Method::get,
              .pattern = "/api/v1/sync/runs",
              .permission = kReadSync,
              .handler = [&central](const Request& request) { return runs(central, request); },
              .api = ApiDoc{.summary = "The last hundred imports of the school, the newest first.", .query_schema = "", .request_schema = "", .response_schema = kSchema}});
}

}  // namespace lodge::pages
