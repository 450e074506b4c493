#pragma once
#include <string>

#include "http/router.h"

namespace lodge::http {

/// OpenAPI 3.1 of all routes that have an ApiDoc, as JSON text. A schema that is no JSON object is a bug. [startup]
std::string openapi(const Router& router, const std::string& version);

/// Adds GET /api/v1/openapi.json, which anybody may read; to be called after all other routes are added. [startup]
void add_openapi(Router& router, const std::string& version);

}  // namespace lodge::http
