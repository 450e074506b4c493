#include "family_pages.h"

#include "settings.h"

namespace lodge::parents_evening {

void FamilyPages::add_routes(Routes& routes) {
  const auto add = [&](Method method, std::string pattern, Handler handler) {
    routes.add({.method = method, .pattern = "/parents/evenings" + std::move(pattern), .permission = kAttend, .handler = std::move(handler)});
  };
  add(Method::get, "", [this](const Request& request) { return choose_.list(request); });
  add(Method::get, "/{evening}", [this](const Request& request) { return choose_.choose(request); });
  add(Method::post, "/{evening}/find", [this](const Request& request) { return choose_.find(request); });
  add(Method::get, "/{evening}/wishes", [this](const Request& request) { return wishes_.show(request); });
  add(Method::post, "/{evening}/wishes", [this](const Request& request) { return wishes_.send(request); });
  add(Method::get, "/{evening}/needs", [this](const Request& request) { return needs_.show(request); });
  add(Method::post, "/{evening}/needs", [this](const Request& request) { return needs_.save(request); });
  add(Method::get, "/{evening}/times", [this](const Request& request) { return times_.times(request); });
  add(Method::get, "/{evening}/basket", [this](const Request& request) { return basket_.show(request); });
  add(Method::post, "/{evening}/hold", [this](const Request& request) { return basket_.hold(request); });
  add(Method::post, "/{evening}/book", [this](const Request& request) { return basket_.book(request); });
  add(Method::get, "/{evening}/booked", [this](const Request& request) { return booked_.show(request); });
  add(Method::get, "/{evening}/appointments.ics", [this](const Request& request) { return booked_.calendar(request); });
  add(Method::get, "/{evening}/appointments/{booking}", [this](const Request& request) { return times_.change(request); });
  add(Method::post, "/{evening}/appointments/{booking}", [this](const Request& request) { return times_.move(request); });
  add(Method::post, "/{evening}/appointments/{booking}/cancel", [this](const Request& request) { return booked_.cancel(request); });
  routes.add({.method = Method::post, .pattern = "/parents/calendar/make", .permission = kAttend, .handler = [this](const Request& request) { return feed_.make(request); }});
  routes.add({.method = Method::post, .pattern = "/parents/calendar/stop", .permission = kAttend, .handler = [this](const Request& request) { return feed_.stop(request); }});
  routes.add({.method = Method::get, .pattern = "/parents/calendar/{token}", .permission = kAnybody, .handler = [this](const Request& request) { return feed_.read(request); }});
}

}  // namespace lodge::parents_evening
