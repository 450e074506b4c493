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

}  // namespace lodge::test
