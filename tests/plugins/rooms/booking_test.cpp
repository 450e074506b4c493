#include "plugins/rooms/rooms_fixture.h"

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Booking a room: what is shown, told, refused and repeated.
class RoomsBooking : public RoomsFixture {};

TEST_P(RoomsBooking, ABookingIsShownAndToldAndWrittenDown) {
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

TEST_P(RoomsBooking, TheSameFormBooksOnce) {
  const auto first = book({{"idempotency_key", "pressed-twice"}}), second = book({{"idempotency_key", "pressed-twice"}});
  EXPECT_EQ(target(first), target(second));
  EXPECT_THAT(notices(), SizeIs(1));
}

TEST_P(RoomsBooking, AnotherWishInTheSameFormIsNotAnsweredWithTheFirst) {
  const auto first = book({{"idempotency_key", "k"}});
  for (const auto& other : std::vector<std::pair<std::string, std::string>>{{"room", "S04"}, {"period", "5"}, {"purpose", "Newts"}}) {
    const auto answer = book({{"idempotency_key", "k"}, other});
    EXPECT_EQ(answer.status, 422) << other.first;
    EXPECT_THAT(answer.body, HasSubstr("This form has booked something else already"));
    EXPECT_THAT(answer.body, Not(HasSubstr("name=\"idempotency_key\" value=\"k\""))) << "sent again, it books";
  }
  EXPECT_EQ(target(book({{"idempotency_key", "k"}})), target(first));
  EXPECT_THAT(notices(), SizeIs(1));
}

TEST_P(RoomsBooking, AnotherSeriesInTheSameFormIsNotAnsweredWithTheFirst) {
  const auto until = [&](const char* last) { return book({{"idempotency_key", "k"}, {"repeat", "weekly"}, {"until", last}}); };
  const auto first = until("2026-11-26");
  EXPECT_EQ(until("2026-12-18").status, 422) << "longer";
  EXPECT_EQ(until("2026-11-19").status, 422) << "shorter";
  EXPECT_EQ(target(until("2026-11-26")), target(first));
  for (const auto* date : {"2026-11-13", "2027-01-14"}) {
    EXPECT_EQ(book({{"idempotency_key", "k"}, {"date", date}, {"repeat", "weekly"}, {"until", "2027-01-28"}}).status, 422) << "no date is the same";
  }
  EXPECT_EQ(book({{"idempotency_key", "k"}}).status, 422) << "once, not weekly";
  EXPECT_THAT(notices(), SizeIs(1));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsBooking, AFormWhoseBookingWasGivenBackBooksNothingElse) {
  const auto first = target(book({{"idempotency_key", "k"}}));
  school_.post(school_.teacher(), first + "/cancel", {});
  EXPECT_EQ(book({{"idempotency_key", "k"}, {"room", "S04"}}).status, 422);
  EXPECT_EQ(target(book({{"idempotency_key", "k"}})), first);
}

TEST_P(RoomsBooking, TheFormOfOneBookingBooksNoSeriesAsWell) {
  const auto first = book({{"idempotency_key", "k"}});
  const auto weekly = book({{"idempotency_key", "k"}, {"repeat", "weekly"}, {"until", "2026-11-26"}});
  EXPECT_EQ(weekly.status, 422);
  EXPECT_EQ(target(book({{"idempotency_key", "k"}})), target(first));
  EXPECT_THAT(notices(), SizeIs(1));
}

TEST_P(RoomsBooking, AFormSentAgainIsAnsweredWithTheSeriesThatWasChangedSince) {
  const auto weekly = [&] { return target(book({{"idempotency_key", "k"}, {"repeat", "weekly"}, {"until", "2026-11-26"}})); };
  const auto first = weekly();
  ASSERT_EQ(school_.post(school_.teacher(), first + "/edit", order({{"date", "2026-12-02"}, {"version", "1"}})).status, 303);
  EXPECT_EQ(weekly(), first) << "though it is the last by date now";
  school_.post(school_.teacher(), first + "/cancel", {});
  EXPECT_EQ(weekly(), first);
}

TEST_P(RoomsBooking, AFormSentAgainIsAnsweredThoughTheQuotaIsFullByIt) {
  school_.rules.answer = [](const Value& question) { return Verdict{question.at("actor").integer_or("bookings_this_week", 0) < 1, "One a week.", "quota"}; };
  const auto first = book({{"idempotency_key", "k"}});
  EXPECT_EQ(target(book({{"idempotency_key", "k"}})), target(first));
  EXPECT_EQ(book({{"idempotency_key", "other"}, {"room", "M01"}}).status, 409);
  EXPECT_THAT(notices(), SizeIs(1));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsBooking, ASeriesThatCannotBeSaysSoInOneSentence) {
  const auto weekly = [&](const char* date, const char* period, const char* until) {
    return book({{"date", date}, {"period", period}, {"repeat", "weekly"}, {"until", until}});
  };
  EXPECT_THAT(weekly("2026-12-19", "4", "2027-01-09").body, HasSubstr("None of these dates is a school day."));
  EXPECT_THAT(weekly("2026-11-12", "9", "2026-12-18").body, HasSubstr("There is no such period on that day."));
  EXPECT_THAT(weekly("2026-11-12", "4", "2028-06-01").body, HasSubstr("at most 60 dates"));
  EXPECT_THAT(weekly("2026-11-12", "4", "2026-11-01").body, HasSubstr("The last date is before the first."));
  EXPECT_THAT(notices(), IsEmpty());
}

TEST_P(RoomsBooking, ATakenRoomIsRefusedWithWhatIsFree) {
  book();
  const auto answer = book({{"purpose", "Kept <words>"}}, 1);
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Somebody has booked this room then."));
  EXPECT_THAT(answer.body, HasSubstr("value=\"Kept &lt;words&gt;\""));
  EXPECT_THAT(answer.body, HasSubstr("name=\"take\" value=\"S01|2026-11-12|4|"));
  EXPECT_EQ(book({{"take", "S01|2026-11-12|4|12:20|13:20"}}, 1).status, 303);
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12"), HasSubstr("id=\"S01.4\" class=\"b\""));
}

TEST_P(RoomsBooking, ALessonStandsInTheWay) {
  school_.add_lesson({"S03"}, kThursday, "4", "9x/Sc1", 1);
  const auto answer = book();
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("There is a lesson in this room then."));
  EXPECT_THAT(page("/staff/rooms/day/2026-11-12"), HasSubstr("<b>9x/Sc1</b> <i>Mr Lowther</i>"));
}

TEST_P(RoomsBooking, TheSchoolsRuleRefusesInItsOwnWords) {
  school_.rules.answer = [](const Value& question) {
    return question.at("room").text_or("code") == "S03" ? Verdict{false, "Labs need Dr Shah's leave.", "labs"} : Verdict{};
  };
  const auto answer = book();
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Labs need Dr Shah&#39;s leave."));
  EXPECT_EQ(book({{"room", "M01"}}).status, 303);
}

TEST_P(RoomsBooking, TheRuleIsToldWhatItIsPromised) {
  book({{"room", "M01"}, {"period", "5"}});
  book({{"date", "2026-11-16"}});
  ASSERT_THAT(school_.rules.asked, SizeIs(2));
  EXPECT_EQ(to_json(school_.rules.asked[1]),
            R"({"actor":{"bookings_this_week":0,"roles":["teacher"]},"day":{"date":"2026-11-16","days_ahead":2,"term":"Autumn",)"
            R"("week_letter":"B","weekday":"monday"},"ends":800,"period":"4","repeats":false,"room":{"building":"Science","code":"S03",)"
            R"("features":["gas","sinks"],"kind":"Science lab","name":"Science lab S03","seats":30},"starts":740})");
}

TEST_P(RoomsBooking, TheRuleIsToldHowManyBookingsTheWeekHas) {
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

TEST_P(RoomsBooking, AQuotaHoldsWhileAnotherBookingSlipsInBetween) {
  bool slips_in = false;
  int slipped_in = 0;
  school_.rules.answer = [&](const Value& question) {
    const bool allowed = question.at("actor").integer_or("bookings_this_week", 0) < 2;
    if (allowed && std::exchange(slips_in, false)) slipped_in = book({{"room", "M02"}}).status;
    return Verdict{allowed, "Two a week.", "quota"};
  };
  EXPECT_EQ(book({{"room", "M01"}}).status, 303);
  slips_in = true;
  const auto late = book({{"room", "M03"}});
  EXPECT_EQ(slipped_in, 303);
  EXPECT_EQ(late.status, 409) << "decided on one booking that week; there were two when it was written";
  EXPECT_THAT(late.body, HasSubstr("Two a week."));
  EXPECT_EQ(book({{"room", "M03"}}, 1).status, 303) << "who is another owner is not in its way";
  EXPECT_THAT(notices(), SizeIs(3));
}

TEST_P(RoomsBooking, NonsenseKeepsTheForm) {
  EXPECT_THAT(book({{"purpose", "  "}}).body, HasSubstr("<a href=\"#purpose\">Say what the room is for.</a>"));
  EXPECT_EQ(book({{"room", "Z99"}}).status, 400);
  EXPECT_EQ(book({{"date", "yesterday"}}).status, 400);
  EXPECT_EQ(book({{"period", ""}, {"from", "16:01"}, {"to", "17:00"}}).status, 400);
  EXPECT_THAT(book({{"purpose", std::string(201, 'x')}}).body, HasSubstr("<a href=\"#purpose\">That is too long."));
  EXPECT_THAT(book({{"notes", std::string(4001, 'x')}}).body, HasSubstr("<a href=\"#notes\">That is too long."));
  EXPECT_THAT(notices(), IsEmpty());
}

TEST_P(RoomsBooking, AnEmptyFormBeginsWithTheNextSchoolDay) {
  school_.clock.instant += std::chrono::days(2);
  EXPECT_THAT(page("/staff/rooms/book"), HasSubstr("name=\"date\" value=\"2026-11-16\"")) << "it is Saturday";
}

TEST_P(RoomsBooking, AClockTimeIsBookedToo) {
  EXPECT_EQ(book({{"period", ""}, {"from", "16:30"}, {"to", "17:45"}}).status, 303);
  EXPECT_THAT(told(0), HasSubstr("4:30 to 5:45 pm"));
}

TEST_P(RoomsBooking, AWeeklyBookingPassesOverHolidaysAndIsOneSeries) {
  const auto answer = book({{"repeat", "weekly"}, {"until", "2026-12-18"}});
  ASSERT_EQ(answer.status, 303) << answer.body;
  const auto shown = page(target(answer));
  for (const auto* day : {"12 November", "19 November", "26 November", "10 December", "17 December"}) EXPECT_THAT(shown, HasSubstr(day));
  EXPECT_THAT(shown, Not(HasSubstr("3 December"))) << "an INSET day";
  EXPECT_THAT(notices(), SizeIs(1)) << "one message for all of it";
}

TEST_P(RoomsBooking, EveryClashOfASeriesIsShownBeforeAnythingIsWritten) {
  school_.add_lesson({"S03"}, std::chrono::year(2026) / 11 / 19, "4", "9x/Sc1", 1);
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

TEST_P(RoomsBooking, ADateOfASeriesCanBeLeftOut) {
  school_.add_lesson({"S03"}, std::chrono::year(2026) / 11 / 19, "4", "9x/Sc1", 1);
  const auto answer = book({{"repeat", "weekly"}, {"until", "2026-12-18"}, {"choice-2026-11-19", "skip"}});
  ASSERT_EQ(answer.status, 303) << answer.body;
  EXPECT_THAT(page(target(answer)), Not(HasSubstr("19 November")));
}

TEST_P(RoomsBooking, OnlyTheOfficeBooksForOthers) {
  const auto other = school_.teacher(1).person.text();
  EXPECT_EQ(book({{"owner", other}}).status, 403);
  const auto answer = school_.post(school_.office(), "/staff/rooms/book", order({{"owner", other}}));
  ASSERT_EQ(answer.status, 303);
  EXPECT_THAT(page("/staff/rooms/bookings", 1), HasSubstr("Frog hearts"));
}

LODGE_ON_BOTH_ENGINES(RoomsBooking);

}  // namespace
}  // namespace lodge::test
