#include "plugins/rooms/rooms_fixture.h"

namespace lodge::test {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// The same through the JSON API.
class RoomsApi : public RoomsFixture {};

TEST_P(RoomsApi, TheApiBooksChangesAndCancels) {
  const auto booked = send(Method::post, "/api/v1/bookings",
                           R"({"room":"S03","starts":"2026-11-14T07:00:00Z","ends":"2026-11-14T08:00:00Z","purpose":"Race"})", "key-1");
  ASSERT_EQ(booked.status, 201) << booked.body;
  const auto json = *parse_json(booked.body);
  EXPECT_EQ(json.text_or("starts"), "2026-11-14T07:00:00Z");
  EXPECT_EQ(json.text_or("room"), "S03");
  const auto at = "/api/v1/bookings/" + json.text_or("id");
  EXPECT_EQ(send(Method::get, at, "").body, booked.body);
  EXPECT_EQ(parse_json(send(Method::patch, at, R"({"room":"S04","version":1})").body)->text_or("room"), "S04");
  EXPECT_EQ(send(Method::patch, at, R"({"room":"S05","version":1})").status, 409);
  EXPECT_EQ(send(Method::patch, at, R"({"purpose":"x"})", "", 1).status, 403);
  EXPECT_EQ(send(Method::del, at, "").status, 200);
  EXPECT_EQ(parse_json(send(Method::get, at, "").body)->text_or("state"), "cancelled");
}

TEST_P(RoomsApi, TheApiSaysWhatIsNear) {
  const std::string slot = R"({"room":"S03","date":"2026-11-13","period":"4","purpose":"Race"})";
  EXPECT_EQ(send(Method::post, "/api/v1/bookings", slot).status, 201);
  const auto lost = send(Method::post, "/api/v1/bookings", slot, "", 1);
  EXPECT_EQ(lost.status, 409);
  const auto json = *parse_json(lost.body);
  EXPECT_THAT(json.text_or("type"), HasSubstr("taken"));
  EXPECT_FALSE(json.at("nearest").list()->empty());
}

TEST_P(RoomsApi, TheApiListsInPages) {
  for (const auto* room : {"S01", "S02", "S03"}) book({{"room", room}});
  auto request = school_.request(school_.teacher(), "/api/v1/bookings");
  request.query.add("limit", "2");
  const auto first = *parse_json(school_.serve(request).body);
  EXPECT_THAT(*first.at("items").list(), SizeIs(2));
  request.query.add("cursor", first.text_or("next"));
  const auto second = *parse_json(school_.serve(request).body);
  EXPECT_THAT(*second.at("items").list(), SizeIs(1));
  EXPECT_TRUE(second.at("next").is_null());
}

TEST_P(RoomsApi, TheApiKnowsTheRoomsAndWhichAreFree) {
  book();
  auto request = school_.request(school_.teacher(), "/api/v1/rooms");
  request.query.add("limit", "100");
  EXPECT_THAT(*parse_json(school_.serve(request).body)->at("items").list(), SizeIs(60));
  request.path = "/api/v1/rooms/availability";
  request.query.add("date", "2026-11-12");
  request.query.add("period", "4");
  EXPECT_THAT(*parse_json(school_.serve(request).body)->at("items").list(), SizeIs(59));
}

LODGE_ON_BOTH_ENGINES(RoomsApi);

}  // namespace
}  // namespace lodge::test
