#include "plugins/rooms/rooms_fixture.h"

namespace lodge::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Looking: the day, the week, what is free, one's own.
class RoomsViews : public RoomsFixture {};

TEST_P(RoomsViews, AnothersSchoolIsNotThere) {
  const auto at = target(book());
  auto stranger = school_.teacher();
  stranger.site = SiteId::random();
  EXPECT_EQ(school_.get(stranger, at).status, 404);
  EXPECT_EQ(school_.get(school_.teacher(), "/staff/rooms/bookings/nonsense").status, 404);
}

TEST_P(RoomsViews, ARoomsCodeIsEncodedInEveryAddress) {
  school_.catalogue.listed->list.front().code = "S&T 1/2?#\"<";
  for (const auto* path : {"/staff/rooms/day/2026-11-12", "/staff/rooms/find?date=2026-11-12&period=4"}) {
    const auto shown = page(path);
    EXPECT_THAT(shown, HasSubstr("S%26T%201%2F2%3F%23%22%3C")) << path;
    EXPECT_THAT(shown, Not(HasSubstr("S&T"))) << path;
    EXPECT_THAT(shown, Not(HasSubstr("#\"<"))) << path;
  }
}

TEST_P(RoomsViews, EveryWayToABookingIsClosedToAnotherSchool) {
  const auto id = target(book()).substr(std::string("/staff/rooms/bookings/").size());
  auto stranger = school_.office();
  stranger.site = SiteId::random();
  int tried = 0;
  for (const auto& route : school_.routes.all) {
    const auto open = route.pattern.find("bookings/{");
    if (open == std::string::npos) continue;
    auto request = school_.request(stranger, route.pattern.substr(0, open + 9) + id + route.pattern.substr(route.pattern.find('}') + 1));
    request.method = route.method;
    request.form = order({{"version", "1"}});
    request.json = *parse_json(R"({"version":1,"purpose":"mine now"})");
    EXPECT_EQ(school_.serve(std::move(request)).status, 404) << route.pattern;
    ++tried;
  }
  EXPECT_GE(tried, 7);
  EXPECT_THAT(page("/staff/rooms/bookings/" + id), HasSubstr("Frog hearts"));
}

TEST_P(RoomsViews, TheDayIsNotSentAgainWhileNothingChanged) {
  const auto first = school_.get(school_.teacher(), "/staff/rooms/day/2026-11-12");
  auto again = school_.request(school_.teacher(), "/staff/rooms/day/2026-11-12");
  for (const auto& [name, value] : first.headers) {
    if (name == "ETag") again.if_none_match = value;
  }
  EXPECT_EQ(school_.serve(again).status, 304);
  book({}, 1);
  EXPECT_EQ(school_.serve(again).status, 200) << "one's own and another's write show at once";
}

TEST_P(RoomsViews, EachSeesTheirOwnAsMine) {
  book();
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12", 0), HasSubstr("id=\"S03.4\" class=\"b m\""));
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12", 1), HasSubstr("id=\"S03.4\" class=\"b\""));
}

TEST_P(RoomsViews, TheDayThatIsAskedForIsFound) {
  EXPECT_EQ(target(school_.get(school_.teacher(), "/staff/rooms")), "/staff/rooms/day/2026-11-12");
  EXPECT_EQ(target(school_.get(school_.teacher(), "/staff/rooms?date=2026-12-01")), "/staff/rooms/day/2026-12-01");
  school_.clock.instant += std::chrono::days(2);  // a Saturday
  EXPECT_EQ(target(school_.get(school_.teacher(), "/staff/rooms")), "/staff/rooms/day/2026-11-16");
  EXPECT_EQ(school_.get(school_.teacher(), "/staff/rooms/day/2026-13-01").status, 404);
}

TEST_P(RoomsViews, ARoomIsFoundThatHasAllThatIsWanted) {
  const auto found = page("/staff/rooms/find?date=2026-11-12&period=4&feature=projector&feature=computers");
  EXPECT_THAT(found, HasSubstr("2 rooms are free"));
  EXPECT_THAT(found, HasSubstr("value=\"computers\" checked"));
  EXPECT_THAT(found, HasSubstr("value=\"projector\" checked"));
  EXPECT_THAT(page("/staff/rooms/find?date=2026-11-12&period=4&feature=computers&feature=gas"), HasSubstr("0 rooms are free"));
}

TEST_P(RoomsViews, AFreeRoomIsFound) {
  book({{"room", "ICT1"}});
  const auto found = page("/staff/rooms/find?date=2026-11-12&period=4&feature=computers");
  EXPECT_THAT(found, HasSubstr("1 room is free"));
  EXPECT_THAT(found, HasSubstr("ICT suite ICT2"));
  EXPECT_THAT(page("/staff/rooms/find"), HasSubstr("Thursday 12 November, Period 1"));
  EXPECT_THAT(page("/staff/rooms/find?date=2026-11-12&period=4&seats=5000"), HasSubstr("0 rooms are free"));
}

TEST_P(RoomsViews, AfterTheLastPeriodAFreeRoomIsLookedForOnTheNextSchoolDay) {
  school_.clock.instant += std::chrono::hours(12);
  const auto found = page("/staff/rooms/find");
  EXPECT_THAT(found, HasSubstr("Friday 13 November, Registration"));
  EXPECT_THAT(found, Not(HasSubstr("There is no such period")));
}

TEST_P(RoomsViews, WhatIsBookedAfterTheLastBellIsSeen) {
  ASSERT_EQ(book({{"period", ""}, {"from", "18:00"}, {"to", "19:00"}, {"purpose", "Late choir"}}).status, 303);
  for (const auto* path : {"/staff/rooms/day/2026-11-12", "/staff/rooms/week/S03?date=2026-11-12"}) {
    EXPECT_THAT(page(path), testing::AllOf(HasSubstr("Late choir"), HasSubstr("6:00 to 7:00 pm"))) << path;
  }
}

TEST_P(RoomsViews, NothingIsOfferedInsteadThatTheSchoolDoesNotAllow) {
  const auto early = [&](std::size_t who) { return book({{"period", ""}, {"date", "2026-11-13"}, {"from", "07:00"}, {"to", "08:00"}}, who); };
  ASSERT_EQ(early(0).status, 303);
  const auto taken = early(1);
  ASSERT_EQ(taken.status, 409);
  EXPECT_THAT(taken.body, testing::AllOf(HasSubstr("8:00 to 9:00 am"), Not(HasSubstr("6:00 to 7:00 am"))));
}

TEST_P(RoomsViews, ARoomsWeekShowsItsDays) {
  book({{"date", "2026-11-13"}});
  const auto week = page("/staff/rooms/week/S03?date=2026-11-12");
  EXPECT_THAT(week, HasSubstr("Mon 9 Nov"));
  EXPECT_THAT(week, HasSubstr("id=\"2026-11-13.4\" class=\"b m\""));
  EXPECT_EQ(school_.get(school_.teacher(), "/staff/rooms/week/Z99").status, 404);
}

TEST_P(RoomsViews, EverySentenceIsInTheReadersLanguage) {
  book();
  auto reader = school_.teacher();
  reader.language = "qps";
  for (const auto* path : {"/staff/rooms/day/2026-11-12", "/staff/rooms/find", "/staff/rooms/bookings", "/staff/rooms/book", "/staff/rooms/week/S03"}) {
    const auto shown = body_of(school_.get(reader, path));
    EXPECT_THAT(shown, Not(HasSubstr(">Book"))) << path;
    EXPECT_THAT(shown, HasSubstr("[!! ")) << path;
  }
}

LODGE_ON_BOTH_ENGINES(RoomsViews);

}  // namespace
}  // namespace lodge::test
