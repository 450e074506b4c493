#include "pages/sync_api.h"

#include "core/sync/plan.h"
#include "core/sync/store.h"
#include "pages/api_list.h"

#include <lodge/iso8601.h>
#include <lodge/json.h>

namespace lodge::pages {
namespace {

constexpr auto kSchema =
    R"({"type":"object","required":["items","next"],"properties":{"next":{"type":["string","null"],"description":"cursor of the next page"},"items":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["id","state","made_at","counts"],"properties":{"id":{"type":"string"},"state":{"type":"string","enum":["planned","applying","switched","applied","undone"]},"made_at":{"type":"string","format":"date-time"},"counts":{"type":["object","null"],"description":"by kind: added, changed, missing, same"}}}}}})";

Value shown(const core::StoredPlan& plan) {
  const auto summary = parse_json(plan.summary);
  return Value::Map{{"id", plan.id.text()}, {"state", core::word_of(plan.state)},
                    {"made_at", instant_text(plan.made_at)}, {"counts", summary ? summary->at("counts") : Value()}};
}

Response runs(Database& central, const Request& request) {
  const auto limit = limit_of(request);
  if (!limit) return malformed(request, "limit");
  const auto cursor = PlanId::parse(request.query.get("cursor"));
  const auto after = cursor ? central.read([&](Reader& reader) { return core::find_plan(reader, *cursor); }) : std::nullopt;
  if (request.query.has("cursor") && (!after || after->site != request.actor.site)) return malformed(request, "cursor");
  const auto plans = central.read([&](Reader& reader) { return core::plans_of(reader, request.actor.site, *limit + 1, after); });
  Value::List items;
  for (const auto& plan : plans) {
    if (std::ssize(items) < *limit) items.push_back(shown(plan));
  }
  const bool more = plans.size() > items.size();
  const auto next = more ? Value(plans[items.size() - 1].id.text()) : Value();
  return Response::json(Value::Map{{"items", std::move(items)}, {"next", next}});
}

}  // namespace

void add_sync_api(Routes& routes, Database& central) {
  routes.add({.method = Method::get,
              .pattern = "/api/v1/sync/runs",
              .permission = kReadSync,
              .handler = [&central](const Request& request) { return runs(central, request); },
              .api = ApiDoc{.summary = "The imports of the school, the newest first", .query_schema = paging_query(), .request_schema = "", .response_schema = kSchema}});
}

}  // namespace lodge::pages
