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

std::vector<std::string> names_in(const Value& value) {
  std::vector<std::string> names;
  for (const auto& [name, part] : *value.map()) names.push_back(name);
  return names;
}

TEST_P(RoomsApi, AnswersWithTheFieldsThatAreMeantAndNoOthers) {
  const auto booked = *parse_json(send(Method::post, "/api/v1/bookings", R"({"room":"S03","date":"2026-11-13","period":"4","purpose":"Race"})").body);
  const auto another = *parse_json(send(Method::get, "/api/v1/bookings/" + booked.text_or("id"), "", "", 1).body);
  const std::vector<std::string> fields = {"date",   "ends",   "id",    "notes", "occurrences", "owner", "period", "purpose",
                                           "room",   "series", "starts", "state", "version"};
  EXPECT_THAT(names_in(booked), testing::IsSubsetOf(fields));
  EXPECT_THAT(names_in(another), testing::IsSubsetOf(fields));
  const auto rooms = *parse_json(send(Method::get, "/api/v1/rooms", "").body);
  EXPECT_THAT(names_in(rooms.at("items").list()->front()), testing::IsSubsetOf({"building", "code", "features", "kind", "name", "seats"}));
}

TEST_P(RoomsApi, TakesNoFieldThatIsNotItsCallersToSet) {
  const auto other = school_.teacher(1).person.text();
  const auto id = BookingId::random().text();
  const auto booked = send(Method::post, "/api/v1/bookings",
                           R"({"room":"S03","date":"2026-11-13","period":"4","purpose":"Race","id":")" + id + R"(","site":")" + SiteId::random().text() +
                               R"(","state":"cancelled","kind":"timetable.lesson","version":7,"created_at":1})");
  ASSERT_EQ(booked.status, 201) << booked.body;
  const auto json = *parse_json(booked.body);
  EXPECT_NE(json.text_or("id"), id);
  EXPECT_EQ(json.text_or("state"), "confirmed");
  EXPECT_EQ(json.integer_or("version", 0), 1);
  const auto at = "/api/v1/bookings/" + json.text_or("id");
  EXPECT_EQ(send(Method::post, "/api/v1/bookings", R"({"room":"S04","date":"2026-11-13","period":"4","purpose":"x","owner":")" + other + "\"}").status, 403);
  send(Method::patch, at, R"({"purpose":"y","version":1,"state":"cancelled","id":")" + id + R"(","owner":")" + other + "\"}");
  const auto after = *parse_json(send(Method::get, at, "").body);
  EXPECT_EQ(after.text_or("state"), "confirmed");
  EXPECT_EQ(after.text_or("id"), json.text_or("id"));
  EXPECT_EQ(after.at("owner"), json.at("owner"));
}

TEST_P(RoomsApi, TakesNoFieldOfAnotherType) {
  for (const auto* body : {R"({"room":["S03"],"date":"2026-11-13","period":"4","purpose":"x"})", R"({"room":"S03","date":20261113,"period":"4","purpose":"x"})",
                           R"({"room":"S03","date":"2026-11-13","period":{"code":"4"},"purpose":"x"})", R"({"room":"S03","date":"2026-11-13","period":"4","purpose":7})",
                           R"([1])", R"("S03")", "null", "true"}) {
    const auto status = send(Method::post, "/api/v1/bookings", body).status;
    EXPECT_TRUE(status == 400 || status == 409) << body << " " << status;
  }
  EXPECT_THAT(notices(), testing::IsEmpty());
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
