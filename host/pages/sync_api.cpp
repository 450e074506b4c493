#include "pages/sync_api.h"

#include "core/sync/plan.h"
#include "core/sync/store.h"

#include <lodge/json.h>

namespace lodge::pages {
namespace {

constexpr std::int64_t kMostRuns = 100;

constexpr auto kSchema =
    R"({"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object","required":["id","state","made_at"],"properties":{"id":{"type":"string"},"state":{"type":"string","enum":["planned","applying","switched","applied","undone"]},"made_at":{"type":"integer","description":"microseconds since the Unix epoch, UTC"},"counts":{"type":"object","description":"by kind: added, changed, missing, same"}}}}}})";

Value shown(const core::StoredPlan& plan) {
  const auto summary = parse_json(plan.summary);
  return Value::Map{{"id", plan.id.text()}, {"state", core::word_of(plan.state)},
                    {"made_at", plan.made_at.time_since_epoch().count()}, {"counts", summary ? summary->at("counts") : Value()}};
}

Response runs(Database& central, const Request& request) {
  Value::List items;
  const auto plans = central.read([&](Reader& reader) { return core::plans_of(reader, request.actor.site, kMostRuns); });
  for (const auto& plan : plans) items.push_back(shown(plan));
  return Response::json(Value::Map{{"items", std::move(items)}});
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
