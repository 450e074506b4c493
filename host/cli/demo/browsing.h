#pragma once
#include "assembly/house.h"

#include "http/router.h"

#include <set>

namespace lodge::demo {

/// The modules' pages, as somebody signed in meets them.
class Browser {
 public:
  Browser(assembly::House& house, SiteId site) : house_(house), site_(site) {
    for (auto& [name, module] : house.modules) module->add_routes(router_);
  }

  Response ask(Method method, const std::string& path, PersonId person, Roles roles, Fields form = {}) {
    auto found = router_.find(method, path);
    if (found.route == nullptr) return {.status = 404, .body = "", .headers = {}};  // the module could not be started; the journal says why
    Request request;
    request.method = method;
    request.path = path;
    request.parts = std::move(found.parts);
    request.form = std::move(form);
    request.actor.by = Actor::By::page;
    request.actor.site = site_;
    request.actor.person = person;
    request.actor.roles = roles;
    request.received_at = house_.services.clock.now();
    request.say = &house_.languages.choose("en", "");
    return found.route->route.handler(request);
  }

 private:
  assembly::House& house_;
  SiteId site_;
  http::Router router_;
};

/// Where an answer leads, without what follows the question mark; empty when it leads nowhere.
std::string target(const Response& response);
/// As a parent who lets Lodge find the times. Nothing is booked where the evening is not for the family.
void book(Browser& browser, const People& people, const Contact& contact, const std::string& evening);

}  // namespace lodge::demo
