#include "plugins/rooms/school.h"

#include <lodge/json.h>

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The whole module on a real ledger, on each engine.
class RoomsTest : public testing::TestWithParam<Engine> {
 protected:
  static Fields order(std::initializer_list<std::pair<std::string, std::string>> changes = {}) {
    std::map<std::string, std::string> form{{"room", "S03"}, {"date", "2026-11-12"}, {"period", "4"}, {"purpose", "Frog hearts"},
                                            {"idempotency_key", RawId::random().text()}};
    for (const auto& [name, value] : changes) form[name] = value;
    Fields fields;
    for (const auto& [name, value] : form) fields.add(name, value);
    return fields;
  }
  Response book(std::initializer_list<std::pair<std::string, std::string>> changes = {}, std::size_t who = 0) {
    return school_.post(school_.teacher(who), "/staff/rooms/book", order(changes));
  }
  static std::string target(const Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") return value.substr(0, value.find('?'));
    }
    return "";
  }
  std::string page(const std::string& path, std::size_t who = 0) { return body_of(school_.get(school_.teacher(who), path)); }
  Response send(Method method, const std::string& path, const std::string& json, const std::string& key = "", std::size_t who = 0) {
    auto request = school_.request(school_.teacher(who), path);
    request.method = method;
    request.json = *parse_json(json.empty() ? "{}" : json);
    request.idempotency_key = key;
    return school_.serve(std::move(request));
  }
  std::vector<std::string> faults() {
    return school_.store.database().read([&](Reader& reader) { return school_.module->verify(reader); });
  }
  std::vector<std::string> notices() const {
    std::vector<std::string> names;
    for (const auto& message : school_.outbox.posted) names.push_back(message.notice);
    return names;
  }
  std::string told(std::size_t which) {
    const auto& message = school_.outbox.posted.at(which);
    const auto& say = school_.languages.choose("en", "");
    const auto notice = school_.module->render(message, say);
    const auto name = notice.template_name.substr(notice.template_name.find('/') + 1);
    school_.frame->part(say, "rooms/notices/" + name, notice.values);
    return notice.subject + "\n" + school_.frame->part(say, "rooms/notices/" + name + ".txt", notice.values) + notice.attachments.at(0).content;
  }

  School school_{GetParam()};
};

TEST_P(RoomsTest, ABookingIsShownAndToldAndWrittenDown) {
  const auto answer = book();
  ASSERT_EQ(answer.status, 303) << answer.body;
  EXPECT_THAT(page(target(answer) + "?done=booked"), HasSubstr("Booked."));
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12"), HasSubstr("<b>Frog hearts</b> <i>Ms Okafor</i>"));
  EXPECT_THAT(page("/staff/rooms/bookings"), HasSubstr("Frog hearts"));
  EXPECT_THAT(notices(), ElementsAre("rooms.booked"));
  EXPECT_THAT(school_.audit.actions, ElementsAre("rooms.booked"));
  EXPECT_THAT(told(0), HasSubstr("Booked: Science lab S03, Thu 12 Nov"));
  EXPECT_THAT(told(0), HasSubstr("LOCATION:Science lab S03"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsTest, TheSameFormBooksOnce) {
  const auto first = book({{"idempotency_key", "pressed-twice"}}), second = book({{"idempotency_key", "pressed-twice"}});
  EXPECT_EQ(target(first), target(second));
  EXPECT_THAT(notices(), SizeIs(1));
}

TEST_P(RoomsTest, ATakenRoomIsRefusedWithWhatIsFree) {
  book();
  const auto answer = book({{"purpose", "Kept <words>"}}, 1);
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Somebody has booked this room then."));
  EXPECT_THAT(answer.body, HasSubstr("value=\"Kept &lt;words&gt;\""));
  EXPECT_THAT(answer.body, HasSubstr("name=\"take\" value=\"S01|2026-11-12|4|"));
  EXPECT_EQ(book({{"take", "S01|2026-11-12|4|12:20|13:20"}}, 1).status, 303);
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12"), HasSubstr("id=\"S01.4\" class=\"b\""));
}

TEST_P(RoomsTest, ALessonStandsInTheWay) {
  school_.add_lesson("S03", kThursday, "4", "9x/Sc1", 1);
  const auto answer = book();
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("There is a lesson in this room then."));
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12"), HasSubstr("<b>9x/Sc1</b> <i>Mr Lowther</i>"));
}

TEST_P(RoomsTest, TheSchoolsRuleRefusesInItsOwnWords) {
  school_.rules.answer = [](const Value& question) {
    return question.at("room").text_or("code") == "S03" ? Verdict{false, "Labs need Dr Shah's leave.", "labs"} : Verdict{};
  };
  const auto answer = book();
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Labs need Dr Shah&#39;s leave."));
  EXPECT_EQ(book({{"room", "M01"}}).status, 303);
}

TEST_P(RoomsTest, TheRuleIsToldWhatItIsPromised) {
  book({{"room", "M01"}, {"period", "5"}});
  book({{"date", "2026-11-16"}});
  ASSERT_THAT(school_.rules.asked, SizeIs(2));
  EXPECT_EQ(to_json(school_.rules.asked[1]),
            R"({"actor":{"bookings_this_week":0,"roles":["teacher"]},"day":{"date":"2026-11-16","days_ahead":2,"term":"Autumn",)"
            R"("week_letter":"B","weekday":"monday"},"ends":800,"period":"4","repeats":false,"room":{"building":"Science","code":"S03",)"
            R"("features":["gas","sinks"],"kind":"Science lab","name":"Science lab S03","seats":30},"starts":740})");
}

TEST_P(RoomsTest, TheRuleIsToldHowManyBookingsTheWeekHas) {
  book({{"room", "M01"}});
  const auto second = target(book({{"room", "M02"}}));
  school_.post(school_.teacher(), second + "/cancel", {});
  const auto third = target(book({{"room", "M03"}}));
  const auto counted = [&] { return school_.rules.asked.back().at("actor").integer_or("bookings_this_week", -1); };
  EXPECT_EQ(counted(), 1) << "the one given back does not count";
  school_.post(school_.teacher(), third + "/edit", order({{"room", "M04"}, {"version", "1"}}));
  EXPECT_EQ(counted(), 1) << "nor does the one that is changed";
  book({{"room", "M01"}, {"date", "2026-11-16"}});
  EXPECT_EQ(counted(), 0) << "next week begins on Monday";
}

TEST_P(RoomsTest, NonsenseKeepsTheForm) {
  EXPECT_THAT(book({{"purpose", "  "}}).body, HasSubstr("<a href=\"#purpose\">Say what the room is for.</a>"));
  EXPECT_EQ(book({{"room", "Z99"}}).status, 400);
  EXPECT_EQ(book({{"date", "yesterday"}}).status, 400);
  EXPECT_EQ(book({{"period", ""}, {"from", "16:01"}, {"to", "17:00"}}).status, 400);
  EXPECT_EQ(book({{"purpose", std::string(201, 'x')}}).status, 400);
  EXPECT_THAT(notices(), IsEmpty());
}

TEST_P(RoomsTest, AClockTimeIsBookedToo) {
  EXPECT_EQ(book({{"period", ""}, {"from", "16:30"}, {"to", "17:45"}}).status, 303);
  EXPECT_THAT(told(0), HasSubstr("4:30 to 5:45 pm"));
}

TEST_P(RoomsTest, AWeeklyBookingPassesOverHolidaysAndIsOneSeries) {
  const auto answer = book({{"repeat", "weekly"}, {"until", "2026-12-18"}});
  ASSERT_EQ(answer.status, 303) << answer.body;
  const auto shown = page(target(answer));
  for (const auto* day : {"12 November", "19 November", "26 November", "10 December", "17 December"}) EXPECT_THAT(shown, HasSubstr(day));
  EXPECT_THAT(shown, Not(HasSubstr("3 December"))) << "an INSET day";
  EXPECT_THAT(notices(), SizeIs(1)) << "one message for all of it";
}

TEST_P(RoomsTest, EveryClashOfASeriesIsShownBeforeAnythingIsWritten) {
  school_.add_lesson("S03", std::chrono::year(2026) / 11 / 19, "4", "9x/Sc1", 1);
  const auto asked = book({{"repeat", "weekly"}, {"until", "2026-12-18"}});
  EXPECT_EQ(asked.status, 409);
  EXPECT_THAT(asked.body, HasSubstr("4 dates are free."));
  EXPECT_THAT(asked.body, HasSubstr("name=\"choice-2026-11-19\" value=\"room S01\""));
  EXPECT_THAT(notices(), IsEmpty());
  const auto chosen = book({{"repeat", "weekly"}, {"until", "2026-12-18"}, {"choice-2026-11-19", "room S01"}});
  ASSERT_EQ(chosen.status, 303) << chosen.body;
  EXPECT_THAT(page(target(chosen)), HasSubstr("Science lab S01"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsTest, ADateOfASeriesCanBeLeftOut) {
  school_.add_lesson("S03", std::chrono::year(2026) / 11 / 19, "4", "9x/Sc1", 1);
  const auto answer = book({{"repeat", "weekly"}, {"until", "2026-12-18"}, {"choice-2026-11-19", "skip"}});
  ASSERT_EQ(answer.status, 303) << answer.body;
  EXPECT_THAT(page(target(answer)), Not(HasSubstr("19 November")));
}

TEST_P(RoomsTest, AChangeMovesTheRoomAndTheTime) {
  const auto at = target(book());
  Fields form = order({{"room", "S04"}, {"period", "5"}, {"purpose", "Newts"}, {"version", "1"}});
  EXPECT_EQ(school_.post(school_.teacher(), at + "/edit", form).status, 303);
  EXPECT_THAT(page(at), HasSubstr("Science lab S04"));
  EXPECT_THAT(page(at), HasSubstr("Newts"));
  EXPECT_EQ(book({}, 1).status, 303) << "the old place is free";
  EXPECT_THAT(notices(), Contains("rooms.changed"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsTest, AChangeFromAnOldPageIsNotDone) {
  const auto at = target(book());
  school_.post(school_.teacher(), at + "/edit", order({{"purpose", "First"}, {"version", "1"}}));
  const auto late = school_.post(school_.teacher(), at + "/edit", order({{"purpose", "Second"}, {"version", "1"}}));
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("This booking was changed while you looked."));
  EXPECT_THAT(late.body, HasSubstr("value=\"Second\""));
}

TEST_P(RoomsTest, AChangeIntoATakenRoomSaysWhatIsFree) {
  book({{"room", "S04"}}, 1);
  const auto at = target(book());
  const auto answer = school_.post(school_.teacher(), at + "/edit", order({{"room", "S04"}, {"version", "1"}}));
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Science lab S01"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsTest, LaterDatesOfASeriesMoveTogether) {
  const auto at = target(book({{"repeat", "weekly"}, {"until", "2026-11-26"}}));
  EXPECT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"room", "S05"}, {"scope", "all"}, {"version", "1"}})).status, 303);
  const auto shown = page(at);
  EXPECT_THAT(shown, Not(HasSubstr("Science lab S03")));
  EXPECT_THAT(shown, HasSubstr("26 November"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsTest, GivingBackFreesTheRoomAndOffersItAgain) {
  const auto at = target(book());
  EXPECT_EQ(school_.post(school_.teacher(), at + "/cancel", {}).status, 303);
  EXPECT_THAT(page(at + "?done=cancelled"), HasSubstr("Undo: book it again"));
  EXPECT_EQ(book({}, 1).status, 303);
  EXPECT_THAT(notices(), ElementsAre("rooms.booked", "rooms.cancelled", "rooms.booked"));
  EXPECT_THAT(told(1), HasSubstr("STATUS:CANCELLED"));
  EXPECT_EQ(school_.post(school_.teacher(), at + "/cancel", {}).status, 303) << "a second press";
  EXPECT_THAT(notices(), SizeIs(3));
}

TEST_P(RoomsTest, ASeriesIsGivenBackFromADateOn) {
  const auto at = target(book({{"repeat", "weekly"}, {"until", "2026-11-26"}}));
  const auto shown = page(at);
  const auto second = shown.rfind("href=\"/staff/rooms/bookings/", shown.find("19 November")) + 6;
  Fields form;
  form.add("scope", "following");
  EXPECT_EQ(school_.post(school_.teacher(), shown.substr(second, 48) + "/cancel", form).status, 303);
  const auto left = page(at);
  EXPECT_THAT(left, HasSubstr("12 November"));
  EXPECT_THAT(left, Not(HasSubstr("19 November")));
  EXPECT_THAT(left, Not(HasSubstr("26 November")));
}

TEST_P(RoomsTest, AnothersBookingCanBeSeenAndNotTouched) {
  const auto at = target(book());
  EXPECT_THAT(page(at, 1), HasSubstr("Ms Okafor"));
  EXPECT_THAT(page(at, 1), Not(HasSubstr("/edit")));
  EXPECT_EQ(school_.get(school_.teacher(1), at + "/edit").status, 403);
  EXPECT_EQ(school_.post(school_.teacher(1), at + "/edit", order({{"version", "1"}})).status, 403);
  EXPECT_EQ(school_.post(school_.teacher(1), at + "/cancel", {}).status, 403);
  EXPECT_EQ(school_.post(school_.office(), at + "/cancel", {}).status, 303);
  EXPECT_THAT(notices(), ElementsAre("rooms.booked", "rooms.cancelled", "rooms.cancelled")) << "the owner is told, and who did it";
}

TEST_P(RoomsTest, OnlyTheOfficeBooksForOthers) {
  const auto other = school_.teacher(1).person.text();
  EXPECT_EQ(book({{"owner", other}}).status, 403);
  const auto answer = school_.post(school_.office(), "/staff/rooms/book", order({{"owner", other}}));
  ASSERT_EQ(answer.status, 303);
  EXPECT_THAT(page("/staff/rooms/bookings", 1), HasSubstr("Frog hearts"));
}

TEST_P(RoomsTest, AnothersSchoolIsNotThere) {
  const auto at = target(book());
  auto stranger = school_.teacher();
  stranger.site = SiteId::random();
  EXPECT_EQ(school_.get(stranger, at).status, 404);
  EXPECT_EQ(school_.get(school_.teacher(), "/staff/rooms/bookings/nonsense").status, 404);
}

TEST_P(RoomsTest, TheDayIsNotSentAgainWhileNothingChanged) {
  const auto first = school_.get(school_.teacher(), "/staff/rooms/day/2026-11-12");
  auto again = school_.request(school_.teacher(), "/staff/rooms/day/2026-11-12");
  for (const auto& [name, value] : first.headers) {
    if (name == "ETag") again.if_none_match = value;
  }
  EXPECT_EQ(school_.serve(again).status, 304);
  book({}, 1);
  EXPECT_EQ(school_.serve(again).status, 200) << "one's own and another's write show at once";
}

TEST_P(RoomsTest, EachSeesTheirOwnAsMine) {
  book();
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12", 0), HasSubstr("id=\"S03.4\" class=\"b m\""));
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12", 1), HasSubstr("id=\"S03.4\" class=\"b\""));
}

TEST_P(RoomsTest, TheDayThatIsAskedForIsFound) {
  EXPECT_EQ(target(school_.get(school_.teacher(), "/staff/rooms")), "/staff/rooms/day/2026-11-12");
  EXPECT_EQ(target(school_.get(school_.teacher(), "/staff/rooms?date=2026-12-01")), "/staff/rooms/day/2026-12-01");
  school_.clock.instant += std::chrono::days(2);  // a Saturday
  EXPECT_EQ(target(school_.get(school_.teacher(), "/staff/rooms")), "/staff/rooms/day/2026-11-16");
  EXPECT_EQ(school_.get(school_.teacher(), "/staff/rooms/day/2026-13-01").status, 404);
}

TEST_P(RoomsTest, AFreeRoomIsFound) {
  book({{"room", "ICT1"}});
  const auto found = page("/staff/rooms/find?date=2026-11-12&period=4&feature=computers");
  EXPECT_THAT(found, HasSubstr("1 room is free"));
  EXPECT_THAT(found, HasSubstr("ICT suite ICT2"));
  EXPECT_THAT(page("/staff/rooms/find"), HasSubstr("Thursday 12 November, Period 1"));
  EXPECT_THAT(page("/staff/rooms/find?date=2026-11-12&period=4&seats=5000"), HasSubstr("0 rooms are free"));
}

TEST_P(RoomsTest, ARoomsWeekShowsItsDays) {
  book({{"date", "2026-11-13"}});
  const auto week = page("/staff/rooms/week/S03?date=2026-11-12");
  EXPECT_THAT(week, HasSubstr("Mon 9 Nov"));
  EXPECT_THAT(week, HasSubstr("id=\"2026-11-13.4\" class=\"b m\""));
  EXPECT_EQ(school_.get(school_.teacher(), "/staff/rooms/week/Z99").status, 404);
}

TEST_P(RoomsTest, TheApiBooksChangesAndCancels) {
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

TEST_P(RoomsTest, TheApiSaysWhatIsNear) {
  const std::string slot = R"({"room":"S03","date":"2026-11-13","period":"4","purpose":"Race"})";
  EXPECT_EQ(send(Method::post, "/api/v1/bookings", slot).status, 201);
  const auto lost = send(Method::post, "/api/v1/bookings", slot, "", 1);
  EXPECT_EQ(lost.status, 409);
  const auto json = *parse_json(lost.body);
  EXPECT_THAT(json.text_or("type"), HasSubstr("taken"));
  EXPECT_FALSE(json.at("nearest").list()->empty());
}

TEST_P(RoomsTest, TheApiListsInPages) {
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

TEST_P(RoomsTest, TheApiKnowsTheRoomsAndWhichAreFree) {
  book();
  auto request = school_.request(school_.teacher(), "/api/v1/rooms");
  request.query.add("limit", "100");
  EXPECT_THAT(*parse_json(school_.serve(request).body)->at("items").list(), SizeIs(60));
  request.path = "/api/v1/rooms/availability";
  request.query.add("date", "2026-11-12");
  request.query.add("period", "4");
  EXPECT_THAT(*parse_json(school_.serve(request).body)->at("items").list(), SizeIs(59));
}

TEST_P(RoomsTest, WhoIsDisplacedIsToldWhatIsFree) {
  book();
  const auto site = school_.site;
  school_.store.database().write([&](Transaction& transaction) {
    const Want want{resource_of(school_.room("S03")), school_.period(kThursday, "4"), 1};
    const auto gone = school_.ledger->displace(transaction, std::vector{want});
    Booking by = gone.at(0);
    by.kind = "timetable.lesson";
    school_.module->displaced(transaction, gone.at(0), by, {{resource_of(school_.room("S01")), want.when, 1}});
  });
  EXPECT_EQ(site, school_.site);
  EXPECT_THAT(told(1), HasSubstr("Free instead: Science lab S01, Thursday 12 November, 12:20 to 1:20 pm"));
}

TEST_P(RoomsTest, APersonsDataIsHandedOutAndForgotten) {
  const auto at = target(book());
  const auto person = school_.teacher().person;
  const auto given = school_.store.database().read([&](Reader& reader) { return school_.module->export_person(reader, school_.site, person); });
  EXPECT_EQ(given.at("room_bookings").list()->front().text_or("purpose"), "Frog hearts");
  school_.store.database().write([&](Transaction& transaction) { school_.module->erase_person(transaction, school_.site, person); });
  EXPECT_THAT(page(at), Not(HasSubstr("Frog hearts")));
}

TEST_P(RoomsTest, ALostRowIsFoundByVerify) {
  book();
  school_.store.database().write([](Transaction& transaction) { transaction.execute("update room_booking set starts_at = starts_at - 300000000"); });
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("has another time in the ledger")));
}

TEST_P(RoomsTest, EverySentenceIsInTheReadersLanguage) {
  book();
  auto reader = school_.teacher();
  reader.language = "qps";
  for (const auto* path : {"/staff/rooms/day/2026-11-12", "/staff/rooms/find", "/staff/rooms/bookings", "/staff/rooms/book", "/staff/rooms/week/S03"}) {
    const auto shown = body_of(school_.get(reader, path));
    EXPECT_THAT(shown, Not(HasSubstr(">Book"))) << path;
    EXPECT_THAT(shown, HasSubstr("[!! ")) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, RoomsTest, testing::Values(Engine::sqlite, Engine::mariadb),
                         [](const auto& one) { return name_of(one.param); });

}  // namespace
}  // namespace lodge::test
