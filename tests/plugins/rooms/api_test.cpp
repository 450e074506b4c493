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
  const std::vector<std::string> fields = {"date",   "ends",   "id",    "kind",  "notes", "occurrences", "owner", "period", "purpose",
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

/// The field that a refusal names; "" when it was none.
std::string field_of(const Response& answer) {
  EXPECT_EQ(answer.status, 400) << answer.body;
  return parse_json(answer.body)->text_or("field");
}

TEST_P(RoomsApi, NonsenseIsRefusedByTheNameOfItsField) {
  const std::map<std::string, std::string> whole{{"room", R"("S03")"}, {"date", R"("2026-11-13")"}, {"period", R"("4")"}, {"purpose", R"("x")"}};
  const auto with = [&](const std::map<std::string, std::string>& changes) {
    auto fields = whole;
    for (const auto& [name, value] : changes) fields[name] = value;
    std::string body;
    for (const auto& [name, value] : fields) body += (body.empty() ? "{\"" : ",\"") + name + "\":" + value;
    return field_of(send(Method::post, "/api/v1/bookings", body + "}"));
  };
  EXPECT_EQ(with({{"room", R"(["S03"])"}}), "room");
  EXPECT_EQ(with({{"room", R"("Z99")"}}), "room");
  EXPECT_EQ(with({{"date", "20261113"}}), "date");
  EXPECT_EQ(with({{"date", R"("13/11/2026")"}}), "date");
  EXPECT_EQ(with({{"period", R"({"code":"4"})"}}), "period");
  EXPECT_EQ(with({{"period", R"("9")"}}), "period");
  EXPECT_EQ(with({{"purpose", "7"}}), "purpose");
  EXPECT_EQ(with({{"purpose", "null"}}), "purpose");
  EXPECT_EQ(with({{"purpose", '"' + std::string(201, 'x') + '"'}}), "purpose");
  EXPECT_EQ(with({{"notes", "5"}}), "notes");
  EXPECT_EQ(with({{"notes", '"' + std::string(4001, 'x') + '"'}}), "notes");
  EXPECT_EQ(with({{"owner", R"("garbage")"}}), "owner");
  EXPECT_EQ(with({{"repeat_until", R"("18/12/2026")"}}), "repeat_until");
  EXPECT_EQ(with({{"repeat_until", R"("2026-11-01")"}}), "repeat_until");
  EXPECT_EQ(with({{"repeat_until", R"("2029-11-01")"}}), "repeat_until");
  EXPECT_EQ(with({{"date", R"("2026-12-19")"}, {"repeat_until", R"("2027-01-09")"}}), "date");
  EXPECT_EQ(with({{"choices", R"(["skip"])"}}), "choices");
  EXPECT_EQ(with({{"choices", R"({"2026-11-13":"room Z99"})"}}), "choices");
  EXPECT_EQ(with({{"starts", R"("2026-11-13T07:00:00Z")"}, {"ends", R"("2026-11-13T08:00:00Z")"}}), "date") << "one time said twice";
  const auto by_clock = [&](const std::string& starts, const std::string& ends) {
    return field_of(send(Method::post, "/api/v1/bookings", R"({"room":"S03","purpose":"x","starts":")" + starts + R"(","ends":")" + ends + "\"}"));
  };
  EXPECT_EQ(by_clock("2026-11-13T18:00:59Z", "2026-11-13T18:30:59Z"), "starts") << "not rounded";
  EXPECT_EQ(by_clock("2026-11-13T18:00:00Z", "2026-11-13T18:30:59Z"), "ends");
  EXPECT_EQ(by_clock("2026-11-13T12:00:00Z", "2026-11-14T11:30:00Z"), "ends") << "another day, though less than 24 hours on";
  for (const auto* body : {"[1]", R"("S03")", "true"}) EXPECT_EQ(field_of(send(Method::post, "/api/v1/bookings", body)), "body");
  EXPECT_THAT(notices(), testing::IsEmpty());
}

TEST_P(RoomsApi, NonsenseChangesNothing) {
  const auto booked = *parse_json(send(Method::post, "/api/v1/bookings", R"({"room":"S03","date":"2026-11-13","period":"4","purpose":"Race","repeat_until":"2026-11-20"})").body);
  const auto at = "/api/v1/bookings/" + booked.text_or("id");
  const auto wrong = [&](const std::string& body) { return field_of(send(Method::patch, at, body)); };
  EXPECT_EQ(wrong(R"({"version":"1"})"), "version");
  EXPECT_EQ(wrong(R"({"ends":"2026-11-13T14:00:00Z"})"), "starts");
  EXPECT_EQ(wrong(R"({"date":"2026-11-13"})"), "period");
  EXPECT_EQ(wrong(R"({"date":"2026-11-13","period":"5","starts":"2026-11-13T07:00:00Z","ends":"2026-11-13T08:00:00Z"})"), "date");
  EXPECT_EQ(wrong(R"({"scope":"all","date":"2026-11-14","period":"5"})"), "date");
  EXPECT_EQ(wrong(R"({"scope":"some"})"), "scope");
  EXPECT_EQ(wrong(R"({"purpose":7})"), "purpose");
  EXPECT_EQ(parse_json(send(Method::get, at, "").body)->integer_or("version", 0), 1);
  EXPECT_EQ(send(Method::patch, at, R"({"scope":"all","date":"2026-11-13","period":"5"})").status, 200);
}

TEST_P(RoomsApi, NonsenseInAQueryIsRefusedByTheNameOfItsField) {
  const auto asked = [&](const std::string& path, const std::string& name, const std::string& value) {
    auto request = school_.request(school_.teacher(), "/api/v1/" + path);
    request.query.add(name, value);
    return field_of(school_.serve(request));
  };
  for (const auto* path : {"rooms", "bookings"}) {
    for (const auto* limit : {"0", "abc", "201", "-1", "1.5"}) EXPECT_EQ(asked(path, "limit", limit), "limit") << limit;
    EXPECT_EQ(asked(path, "cursor", "nonsense"), "cursor");
  }
  EXPECT_EQ(asked("rooms", "seats", "many"), "seats");
  EXPECT_EQ(asked("bookings", "room", "nope"), "room");
  EXPECT_EQ(asked("bookings", "from", "today"), "from");
  EXPECT_EQ(asked("bookings", "to", "2020-01-01T00:00:00Z"), "to");
  EXPECT_EQ(asked("bookings", "mine", "yes"), "mine");
  EXPECT_EQ(asked("bookings", "kind", "exam"), "kind");
}

TEST_P(RoomsApi, AnOwnerIsATeacherOfTheSchool) {
  const auto book_for = [&](PersonId owner) {
    auto request = school_.request(school_.office(), "/api/v1/bookings");
    request.method = Method::post;
    request.json = *parse_json(R"({"room":"S03","date":"2026-11-13","period":"4","purpose":"x","owner":")" + owner.text() + "\"}");
    return school_.serve(std::move(request));
  };
  EXPECT_EQ(field_of(book_for(PersonId::random())), "owner");
  EXPECT_EQ(book_for(school_.teacher(1).person).status, 201);
}

TEST_P(RoomsApi, AKeyIsNotAnsweredWithAnotherWishsBooking) {
  const auto slot = [](const char* room) { return R"({"room":")" + std::string(room) + R"(","date":"2026-11-13","period":"4","purpose":"x"})"; };
  EXPECT_EQ(send(Method::post, "/api/v1/bookings", slot("S03"), "k").status, 201);
  const auto other = send(Method::post, "/api/v1/bookings", slot("S04"), "k");
  EXPECT_EQ(other.status, 422);
  EXPECT_THAT(other.body, HasSubstr("idempotency-key-used"));
  EXPECT_EQ(send(Method::post, "/api/v1/bookings", slot("S03"), "k").status, 201);
}

TEST_P(RoomsApi, AKeyIsNotAnsweredWithAnotherSeries) {
  const auto weekly = [&](const std::string& first, const std::string& last) {
    return send(Method::post, "/api/v1/bookings", R"({"room":"S03","period":"4","purpose":"x","date":")" + first + R"(","repeat_until":")" + last + "\"}", "k");
  };
  const auto booked = weekly("2026-11-13", "2026-11-27");
  ASSERT_EQ(booked.status, 201) << booked.body;
  EXPECT_EQ(weekly("2026-11-13", "2026-11-27").body, booked.body);
  for (const auto* first : {"2026-11-16", "2026-11-20", "2027-01-15"}) {
    const auto other = weekly(first, "2027-01-29");
    EXPECT_EQ(other.status, 422) << first;
    EXPECT_THAT(other.body, HasSubstr("idempotency-key-used"));
  }
  EXPECT_THAT(notices(), SizeIs(1));
}

TEST_P(RoomsApi, AKeyIsAnsweredWithItsBookingAlsoOnceThatWasChanged) {
  const std::string slot = R"({"room":"S03","date":"2026-11-13","period":"4","purpose":"x"})";
  const auto first = send(Method::post, "/api/v1/bookings", slot, "k");
  const auto id = parse_json(first.body)->text_or("id");
  ASSERT_EQ(send(Method::patch, "/api/v1/bookings/" + id, R"({"version":1,"room":"S04"})").status, 200);
  const auto again = send(Method::post, "/api/v1/bookings", slot, "k");
  EXPECT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(parse_json(again.body)->text_or("id"), id);
  const auto other = send(Method::post, "/api/v1/bookings", R"({"room":"Hall","date":"2026-11-20","period":"2","purpose":"y"})", "k");
  EXPECT_EQ(other.status, 422) << other.body;
}

TEST_P(RoomsApi, ALessonThatIsRunningIsListed) {
  school_.add_lesson({"S03"}, kThursday, "5", "9x/Sc1", 1);
  auto request = school_.request(school_.teacher(), "/api/v1/bookings");
  request.query.add("kind", "lesson");
  request.query.add("from", instant_text(school_.period(kThursday, "5").starts() + std::chrono::minutes(5)));
  EXPECT_THAT(school_.serve(request).body, HasSubstr("9x/Sc1"));
}

TEST_P(RoomsApi, ALessonInTwoRoomsIsListedUnderEach) {
  const auto lesson = school_.add_lesson({"S03", "Hall"}, kThursday, "5", "9x/Sc1", 1);
  const auto rooms_listed = [&](std::initializer_list<std::pair<std::string, std::string>> query) {
    auto request = school_.request(school_.teacher(), "/api/v1/bookings");
    request.query.add("kind", "lesson");
    for (const auto& [name, value] : query) request.query.add(name, value);
    const auto json = *parse_json(school_.serve(request).body);
    std::string all;
    for (const auto& item : *json.at("items").list()) all += item.text_or("room") + " ";
    return std::pair(all, json.text_or("next"));
  };
  EXPECT_EQ(rooms_listed({{"room", "Hall"}}).first, "Hall ");
  EXPECT_EQ(rooms_listed({{"room", "S03"}}).first, "S03 ");
  const auto [first, next] = rooms_listed({{"limit", "1"}});
  const auto second = rooms_listed({{"limit", "1"}, {"cursor", next}}).first;
  EXPECT_THAT((std::vector{first, second}), testing::UnorderedElementsAre("Hall ", "S03 "));
  const auto one = send(Method::get, "/api/v1/bookings/" + lesson.text(), "");
  ASSERT_EQ(one.status, 200) << one.body;
  EXPECT_EQ(parse_json(one.body)->at("rooms"), Value(Value::List{"S03", "Hall"}));
}

TEST_P(RoomsApi, ALessonIsSeenAndNotTouched) {
  const auto at = "/api/v1/bookings/" + school_.add_lesson({"S03"}, kThursday, "5", "9x/Sc1", 1).text();
  EXPECT_THAT(send(Method::get, at, "").body, HasSubstr("9x/Sc1"));
  EXPECT_EQ(send(Method::patch, at, R"({"purpose":"y"})").status, 403);
  EXPECT_EQ(send(Method::del, at, "").status, 403);
  EXPECT_EQ(send(Method::get, "/api/v1/bookings/" + BookingId::random().text(), "").status, 404);
}

TEST_P(RoomsApi, ASeriesClashesAreSeenBeforehand) {
  school_.add_lesson({"S03"}, std::chrono::year(2026) / 11 / 19, "4", "9x/Sc1", 1);
  const auto looked = send(Method::post, "/api/v1/bookings/preview",
                           R"({"room":"S03","date":"2026-11-12","period":"4","purpose":"x","repeat_until":"2026-11-26"})");
  ASSERT_EQ(looked.status, 200) << looked.body;
  const auto json = *parse_json(looked.body);
  const auto& dates = *json.at("dates").list();
  ASSERT_THAT(dates, SizeIs(3));
  EXPECT_TRUE(dates[0].boolean_or("free"));
  EXPECT_FALSE(dates[1].boolean_or("free"));
  EXPECT_EQ(dates[1].text_or("type"), "urn:lodge:problem:taken");
  EXPECT_EQ(dates[1].at("rooms").list()->front(), Value("S01"));
  EXPECT_THAT(notices(), testing::IsEmpty());
}

TEST_P(RoomsApi, LessonsAreListedWithTheBookingsWhenAskedFor) {
  school_.add_lesson({"S03"}, kThursday, "5", "9x/Sc1", 1);
  book();
  const auto kinds = [&](const std::string& kind) {
    auto request = school_.request(school_.teacher(), "/api/v1/bookings");
    if (!kind.empty()) request.query.add("kind", kind);
    const auto json = *parse_json(school_.serve(request).body);
    std::string all;
    for (const auto& item : *json.at("items").list()) all += item.text_or("kind") + " " + item.text_or("purpose") + "\n";
    return all;
  };
  EXPECT_EQ(kinds(""), "booking Frog hearts\n");
  EXPECT_EQ(kinds("lesson"), "lesson 9x/Sc1\n");
  EXPECT_EQ(kinds("any"), "booking Frog hearts\nlesson 9x/Sc1\n");
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

TEST_P(RoomsApi, FreeRoomsComeInPagesToo) {
  book({{"room", "A02"}});
  auto request = school_.request(school_.teacher(), "/api/v1/rooms/availability");
  for (const auto& [name, value] : {std::pair("date", "2026-11-12"), std::pair("period", "4"), std::pair("limit", "1")}) request.query.add(name, value);
  const auto first = *parse_json(school_.serve(request).body);
  EXPECT_EQ(first.at("items").list()->front().text_or("code"), "A01");
  request.query.add("cursor", first.text_or("next"));
  EXPECT_EQ(parse_json(school_.serve(request).body)->at("items").list()->front().text_or("code"), "A03") << "A02 is taken";
}

LODGE_ON_BOTH_ENGINES(RoomsApi);

}  // namespace
}  // namespace lodge::test
