#include "http/openapi.h"

#include <gtest/gtest.h>
#include <lodge/json.h>

#include <set>

#include "host/http/house.h"

namespace lodge::http {
namespace {

struct OpenApi : testing::Test, House {
  void SetUp() override {
    ApiDoc list;
    list.summary = "Rooms that are free";
    list.query_schema = R"({"type":"object","required":["on"],"properties":{"on":{"type":"string","format":"date"},"seats":{"type":"integer"}}})";
    list.response_schema = R"({"type":"object","properties":{"rooms":{"type":"array"}}})";
    ApiDoc book;
    book.summary = "Books a room";
    book.request_schema = R"({"type":"object"})";
    book.response_schema = R"({"type":"object"})";
    book.success = 201;
    const auto nothing = [](const Request&) { return Response::json(nullptr); };
    router.add({.method = Method::get, .pattern = "/api/v1/rooms/availability", .permission = kTeach, .handler = nothing, .api = list});
    router.add({.method = Method::post, .pattern = "/api/v1/rooms/{room}/bookings", .permission = kTeach, .handler = nothing, .api = book});
    router.add({.method = Method::get, .pattern = "/rooms", .permission = kTeach, .handler = nothing});
    add_openapi(router, "1.2.3");
    open();
    document = parse_json(body_of(get(server->port(), "/api/v1/openapi.json"))).value();
  }
  const Value& path(std::string_view name) { return document.at("paths").at(name); }
  Value document;
};

TEST_F(OpenApi, NamesEachApiRouteAndNoPage) {
  EXPECT_EQ(document.text_or("openapi"), "3.1.0");
  EXPECT_EQ(document.at("info").text_or("version"), "1.2.3");
  EXPECT_EQ(document.at("paths").map()->size(), 3U);
  EXPECT_TRUE(path("/rooms").is_null());
}

TEST_F(OpenApi, DescribesEveryOperationWhole) {
  std::set<std::string> ids;
  for (const auto& [pattern, operations] : *document.at("paths").map()) {
    for (const auto& [method, operation] : *operations.map()) {
      EXPECT_TRUE(ids.insert(operation.text_or("operationId")).second) << pattern;
      EXPECT_FALSE(operation.text_or("summary").empty()) << pattern;
      EXPECT_NE(operation.at("security").list(), nullptr) << pattern;
      EXPECT_EQ(operation.at("responses").at("default").text_or("$ref"), "#/components/responses/Problem") << pattern;
      for (const auto& parameter : *operation.at("parameters").list()) {
        EXPECT_TRUE(parameter.map()->contains("$ref") || !parameter.at("schema").is_null()) << pattern;
      }
    }
  }
}

TEST_F(OpenApi, TakesParametersFromPatternAndQuery) {
  const auto& book = path("/api/v1/rooms/{room}/bookings").at("post");
  EXPECT_EQ(book.at("parameters").list()->front().text_or("name"), "room");
  EXPECT_EQ(book.at("parameters").list()->front().text_or("in"), "path");
  EXPECT_FALSE(book.at("requestBody").at("content").at("application/json").at("schema").is_null());
  EXPECT_FALSE(book.at("responses").at("201").is_null());
  const auto& query = *path("/api/v1/rooms/availability").at("get").at("parameters").list();
  EXPECT_EQ(query[0].text_or("name"), "on");
  EXPECT_TRUE(query[0].boolean_or("required"));
  EXPECT_EQ(query[1].text_or("name"), "seats");
  EXPECT_FALSE(query[1].boolean_or("required", true));
}

TEST_F(OpenApi, AsksForATokenWhereOneIsNeeded) {
  const auto& book = path("/api/v1/rooms/{room}/bookings").at("post");
  EXPECT_TRUE(book.at("security").list()->front().map()->contains("bearer"));
  EXPECT_EQ(book.text_or("x-scope"), "rooms.book");
  EXPECT_TRUE(path("/api/v1/openapi.json").at("get").at("security").list()->empty());
}

TEST_F(OpenApi, HasEveryPartThatItRefersTo) {
  const auto& components = document.at("components");
  EXPECT_FALSE(components.at("responses").at("Problem").is_null());
  EXPECT_FALSE(components.at("parameters").at("IdempotencyKey").is_null());
  EXPECT_FALSE(components.at("parameters").at("IfNoneMatch").is_null());
  EXPECT_FALSE(components.at("schemas").at("Problem").is_null());
  EXPECT_FALSE(components.at("securitySchemes").at("bearer").is_null());
}

}  // namespace
}  // namespace lodge::http
