#pragma once
// What a module's routes answer, without a server.
#include "plugins/fakes.h"

#include <lodge/web.h>

#include <string>

namespace lodge::test {

/// "a=1&b=2", percent-encoded.
Fields read_query(const std::string& query);
/// The body, unpacked if it is packed.
std::string body_of(const Response& response);
/// What the route that fits answers: 404 when none does, 403 when its permission is not given.
Response answer(const KeptRoutes& routes, const Access& access, Request request);

/// The ways into a school's module, as the door makes requests: by page, with a form token and the view key of the actor.
/// `School` is whoever derives from it, with clock, languages, routes and access.
template <class School>
class AskedByPage {
 public:
  Request request(const Actor& actor, std::string path) const {
    Request request;
    request.path = std::move(path);
    request.actor = actor;
    request.received_at = self().clock.instant;
    request.say = &self().languages.choose(actor.language, "");
    request.form_token = "token-of-" + actor.person.text();
    request.view_key = "view-of-" + actor.person.text();
    return request;
  }
  Response get(const Actor& actor, const std::string& path_and_query) const {
    const auto mark = path_and_query.find('?');
    auto asked = request(actor, path_and_query.substr(0, mark));
    if (mark != std::string::npos) asked.query = read_query(path_and_query.substr(mark + 1));
    return serve(std::move(asked));
  }
  Response post(const Actor& actor, const std::string& path, Fields form) const {
    auto asked = request(actor, path);
    asked.method = Method::post;
    asked.idempotency_key = form.get("idempotency_key");
    asked.form = std::move(form);
    return serve(std::move(asked));
  }
  Response serve(Request asked) const { return answer(self().routes, self().access, std::move(asked)); }

 private:
  const School& self() const { return static_cast<const School&>(*this); }
};

}  // namespace lodge::test
