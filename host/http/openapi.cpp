#include "http/openapi.h"

#include <lodge/errors.h>
#include <lodge/json.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include "http/wire.h"

namespace lodge::http {
namespace {

using List = Value::List;
using Map = Value::Map;

std::string lowered(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return small;
}

Value schema(const std::string& text) {
  auto value = parse_json(text);
  LODGE_CHECK(value && value->map() != nullptr);
  return std::move(*value);
}

Value reference(const char* where) { return Map{{"$ref", where}}; }

Value content(const char* type, Value of) { return Map{{type, Map{{"schema", std::move(of)}}}}; }

// "POST /api/v1/rooms/{room}/bookings" → "post_rooms_room_bookings"
std::string operation_id(const Route& route) {
  auto id = lowered(name_of(route.method));
  for (const char c : route.pattern.substr(std::string_view("/api/v1").size())) {
    if (c == '/' || c == '.' || c == '-') id += '_';
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) id += c;
  }
  return id;
}

void add_path_parameters(List& parameters, std::string_view pattern) {
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    const auto name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
    parameters.push_back(Map{{"name", name}, {"in", "path"}, {"required", true}, {"schema", Map{{"type", "string"}}}});
  }
}

bool is_required(const Value& object, const std::string& name) {
  const auto* required = object.at("required").list();
  return required != nullptr && std::ranges::find(*required, Value(name)) != required->end();
}

void add_query_parameters(List& parameters, const ApiDoc& doc) {
  if (doc.query_schema.empty()) return;
  const auto object = schema(doc.query_schema);
  const auto* properties = object.at("properties").map();
  LODGE_CHECK(properties != nullptr);
  for (const auto& [name, of] : *properties) {
    parameters.push_back(Map{{"name", name}, {"in", "query"}, {"required", is_required(object, name)}, {"schema", of}});
  }
}

void add_header_parameters(List& parameters, Method method) {
  if (method == Method::post) parameters.push_back(reference("#/components/parameters/IdempotencyKey"));
  if (method == Method::get) parameters.push_back(reference("#/components/parameters/IfNoneMatch"));
}

Value responses(const Route& route) {
  const auto& doc = *route.api;
  Map success{{"description", reason_phrase(doc.success)}};
  if (!doc.response_schema.empty()) success["content"] = content("application/json", schema(doc.response_schema));
  Map all{{std::to_string(doc.success), std::move(success)}, {"default", reference("#/components/responses/Problem")}};
  if (route.method == Method::get) all["304"] = Map{{"description", "Not Modified: what If-None-Match names is still true"}};
  return all;
}

Value operation(const Route& route) {
  const auto& doc = *route.api;
  List parameters;
  add_path_parameters(parameters, route.pattern);
  add_query_parameters(parameters, doc);
  add_header_parameters(parameters, route.method);
  Map operation{{"operationId", operation_id(route)}, {"summary", doc.summary}, {"parameters", std::move(parameters)}, {"responses", responses(route)}};
  if (!doc.request_schema.empty()) {
    operation["requestBody"] = Map{{"required", true}, {"content", content("application/json", schema(doc.request_schema))}};
  }
  const bool anybody = route.permission.name == kAnybody.name;
  operation["security"] = anybody ? Value(List{}) : Value(List{Map{{"bearer", List{}}}});
  if (!anybody) operation["x-scope"] = route.permission.name;
  return operation;
}

Value listed(std::string_view what) { return Map{{"type", "array"}, {"items", Map{{"type", "object"}}}, {"description", what}}; }

Value components() {
  const Value text = Map{{"type", "string"}};
  const Value problem = Map{{"type", "object"}, {"required", List{"type", "title", "status"}},
      {"additionalProperties", false},
      {"properties", Map{{"type", text}, {"title", text}, {"status", Map{{"type", "integer"}}}, {"detail", text},
                         {"field", Map{{"type", "string"}, {"description", "the field that is missing or not of its form"}}},
                         {"rule", Map{{"type", "string"}, {"description", "the school's rule that said no"}}},
                         {"by", Map{{"type", "string"}, {"description", "the kind of booking that has it: timetable.lesson"}}},
                         {"nearest", listed("what can be had instead")}, {"clashes", listed("each date that cannot be had")},
                         {"refused", listed("each appointment that cannot be had")}}}};
  const Value key = Map{{"name", "Idempotency-Key"}, {"in", "header"}, {"required", false},
      {"description", "A request sent again with the same key is done once."},
      {"schema", Map{{"type", "string"}, {"maxLength", 64}}}};
  const Value known = Map{{"name", "If-None-Match"}, {"in", "header"}, {"required", false}, {"schema", text}};
  return Map{
      {"securitySchemes", Map{{"bearer", Map{{"type", "http"}, {"scheme", "bearer"}}}}},
      {"schemas", Map{{"Problem", problem}}},
      {"parameters", Map{{"IdempotencyKey", key}, {"IfNoneMatch", known}}},
      {"responses", Map{{"Problem", Map{{"description", "What went wrong (RFC 9457)"},
                                        {"content", content("application/problem+json", reference("#/components/schemas/Problem"))}}}}}};
}

}  // namespace

std::string openapi(const Router& router, const std::string& version) {
  Map paths;
  for (const auto& served : router.all()) {
    const auto& route = served->route;
    if (!route.api) continue;
    auto& path = paths[route.pattern];
    if (path.is_null()) path = Map{};
    (*path.map())[lowered(name_of(route.method))] = operation(route);
  }
  return to_json(Map{{"openapi", "3.1.0"}, {"info", Map{{"title", "Lodge"}, {"version", version}}},
                     {"servers", List{Map{{"url", "/"}}}}, {"components", components()}, {"paths", std::move(paths)}});
}

void add_openapi(Router& router, const std::string& version) {
  // The text needs this route in the router, and the route's handler the text.
  auto text = std::make_shared<std::string>();
  ApiDoc doc;
  doc.summary = "This description";
  doc.response_schema = R"({"type":"object"})";
  const auto answer = [text](const Request&) {
    auto response = Response::html(*text);
    response.content_type = "application/json";
    return response;
  };
  router.add({.method = Method::get, .pattern = "/api/v1/openapi.json", .permission = kAnybody, .handler = answer, .api = doc});
  *text = openapi(router, version);
}

}  // namespace lodge::http
