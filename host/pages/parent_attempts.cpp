#include "pages/family_pages.h"
#include "pages/form.h"

#include <algorithm>

namespace lodge::pages {
namespace {

using Outcome = core::ParentKnocks::Outcome;

Response list(const FamilyPages& on, const Request& request) {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  Value::List shown;
  for (const auto& attempt : on.knocks.attempts(site)) {
    shown.push_back(Value::Map{{"id", attempt.id.text()},
                               {"form_token", request.form_token},
                               {"parent", attempt.names.parent},
                               {"child", attempt.names.child},
                               {"born_or_class", attempt.names.born_or_class},
                               {"when", say.day(on.calendar.date_of(site, attempt.at)) + ", " + say.time(on.calendar.minutes_of(site, attempt.at))},
                               {"unknown", attempt.outcome == Outcome::unknown},
                               {"no_email", attempt.outcome == Outcome::no_email},
                               {"too_many", attempt.outcome == Outcome::too_many},
                               {"family", attempt.names.child}});
  }
  const bool none = shown.empty();
  return on.pages.page(request, "host/parent_attempts", say.say("Parents who did not get in"),
                       Value::Map{{"attempts", std::move(shown)}, {"none", none}, {"done", request.query.has("done")}});
}

bool is_listed(const FamilyPages& on, SiteId site, const RawId& id) {
  const auto attempts = on.knocks.attempts(site);
  return std::ranges::find(attempts, id, &core::ParentKnocks::Attempt::id) != attempts.end();
}

// The row comes first, for no transaction spans the two stores: what was written down and not done is done at the next click.
Response seen_to(const FamilyPages& on, const Request& request) {
  const auto site = request.actor.site;
  const auto id = RawId::parse(request.parts.get("attempt"));
  if (!id || !is_listed(on, site, *id)) return on.pages.sorry(request, 404);
  on.central.write([&](Transaction& transaction) {
    on.audit.record(transaction, request.actor, {"parents.attempt_seen_to", id->text(), {}});
  });
  on.knocks.forget(site, *id);
  return Response::see_other("/admin/parents/attempts?done=1");
}

}  // namespace

void add_attempt_routes(Routes& routes, const FamilyPages& on) {
  routes.add({Method::get, "/admin/parents/attempts", kManageFamilies, [on](const Request& request) { return list(on, request); }});
  routes.add({Method::post, "/admin/parents/attempts/{attempt}/done", kManageFamilies, [on](const Request& request) { return seen_to(on, request); }});
}

}  // namespace lodge::pages
