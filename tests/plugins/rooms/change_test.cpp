#include "plugins/rooms/rooms_fixture.h"

namespace lodge::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// What becomes of a booking later: changed, given back, displaced, forgotten.
class RoomsChange : public RoomsFixture {};

TEST_P(RoomsChange, AChangeMovesTheRoomAndTheTime) {
  const auto at = target(book());
  Fields form = order({{"room", "S04"}, {"period", "5"}, {"purpose", "Newts"}, {"version", "1"}});
  EXPECT_EQ(school_.post(school_.teacher(), at + "/edit", form).status, 303);
  EXPECT_THAT(page(at), HasSubstr("Science lab S04"));
  EXPECT_THAT(page(at), HasSubstr("Newts"));
  EXPECT_EQ(book({}, 1).status, 303) << "the old place is free";
  EXPECT_THAT(notices(), Contains("rooms.changed"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsChange, WhatIsOverStaysAsItIs) {
  const auto at = target(book());
  school_.clock.instant += std::chrono::hours(24);
  EXPECT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"purpose", "Newts"}, {"version", "1"}})).status, 400);
  EXPECT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"date", "2026-11-19"}, {"version", "1"}})).status, 400);
  EXPECT_THAT(page(at), HasSubstr("Frog hearts"));
}

TEST_P(RoomsChange, AChangeFromAnOldPageIsNotDone) {
  const auto at = target(book());
  school_.post(school_.teacher(), at + "/edit", order({{"purpose", "First"}, {"version", "1"}}));
  const auto late = school_.post(school_.teacher(), at + "/edit", order({{"purpose", "Second"}, {"version", "1"}}));
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("This booking was changed while you looked."));
  EXPECT_THAT(late.body, HasSubstr("value=\"Second\""));
}

TEST_P(RoomsChange, AChangeIntoATakenRoomSaysWhatIsFree) {
  book({{"room", "S04"}}, 1);
  const auto at = target(book());
  const auto answer = school_.post(school_.teacher(), at + "/edit", order({{"room", "S04"}, {"version", "1"}}));
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Science lab S01"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsChange, LaterDatesOfASeriesMoveTogether) {
  const auto at = target(book({{"repeat", "weekly"}, {"until", "2026-11-26"}}));
  EXPECT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"room", "S05"}, {"scope", "all"}, {"version", "1"}})).status, 303);
  const auto shown = page(at);
  EXPECT_THAT(shown, Not(HasSubstr("Science lab S03")));
  EXPECT_THAT(shown, HasSubstr("26 November"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsChange, EveryDateThatCannotMoveIsNamedAndNoneMoves) {
  const auto at = target(book({{"repeat", "weekly"}, {"until", "2026-11-26"}}));
  book({{"room", "S05"}, {"date", "2026-11-19"}}, 1);
  school_.add_lesson({"S05"}, std::chrono::year(2026) / 11 / 26, "4", "9x/Sc1", 1);
  const auto answer = school_.post(school_.teacher(), at + "/edit", order({{"room", "S05"}, {"scope", "all"}, {"version", "1"}}));
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Thursday 19 November: Somebody has booked this room then."));
  EXPECT_THAT(answer.body, HasSubstr("Thursday 26 November: There is a lesson in this room then."));
  EXPECT_THAT(page(at), Not(HasSubstr("Science lab S05")));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsChange, AQuotaHoldsWhileTwoBookingsMoveIntoOneWeek) {
  const auto first = target(book()), second = target(book({{"room", "S04"}}));
  const auto into_next_week = [&](const std::string& at, const char* room) {
    return school_.post(school_.teacher(), at + "/edit", order({{"room", room}, {"date", "2026-11-19"}, {"version", "1"}}));
  };
  bool slips_in = true;
  school_.rules.answer = [&](const Value& question) {
    const bool allowed = question.at("actor").integer_or("bookings_this_week", 0) < 1;
    if (allowed && std::exchange(slips_in, false)) {
      EXPECT_EQ(into_next_week(second, "S04").status, 303);
    }
    return Verdict{allowed, "One a week.", "quota"};
  };
  const auto late = into_next_week(first, "S03");
  EXPECT_EQ(late.status, 409) << "there was no booking that week when it was decided, and one when it was written";
  EXPECT_THAT(late.body, HasSubstr("One a week."));
  EXPECT_THAT(page(first), HasSubstr("12 November"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsChange, DatesOfASeriesThatLieInOneWeekMoveTogether) {
  const auto at = target(book({{"repeat", "weekly"}, {"until", "2026-11-19"}}));
  ASSERT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"date", "2026-11-20"}, {"version", "1"}})).status, 303);
  EXPECT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"room", "S05"}, {"date", "2026-11-20"}, {"scope", "all"}, {"version", "2"}})).status, 303);
  EXPECT_THAT(page(at), Not(HasSubstr("Science lab S03")));
}

TEST_P(RoomsChange, GivingBackFreesTheRoomAndOffersItAgain) {
  const auto at = target(book());
  EXPECT_EQ(school_.post(school_.teacher(), at + "/cancel", {}).status, 303);
  EXPECT_THAT(page(at + "?done=cancelled"), HasSubstr("Undo: book it again"));
  EXPECT_EQ(book({}, 1).status, 303);
  EXPECT_THAT(notices(), ElementsAre("rooms.booked", "rooms.cancelled", "rooms.booked"));
  EXPECT_THAT(told(1), HasSubstr("STATUS:CANCELLED"));
  EXPECT_EQ(school_.post(school_.teacher(), at + "/cancel", {}).status, 303) << "a second press";
  EXPECT_THAT(notices(), SizeIs(3));
}

TEST_P(RoomsChange, ASeriesIsGivenBackFromADateOn) {
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

TEST_P(RoomsChange, OtherWordsForASeriesLeaveWhatWasMovedWhereItIs) {
  const auto at = target(book({{"repeat", "weekly"}, {"until", "2026-11-26"}}));
  const auto shown = page(at);
  const auto second = shown.substr(shown.rfind("href=\"/staff/rooms/bookings/", shown.find("19 November")) + 6, 48);
  ASSERT_EQ(school_.post(school_.teacher(), second + "/edit", order({{"room", "S04"}, {"date", "2026-11-20"}, {"version", "1"}})).status, 303);
  ASSERT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"purpose", "Toad hearts"}, {"scope", "all"}, {"version", "1"}})).status, 303);
  EXPECT_THAT(page(second), AllOf(HasSubstr("Toad hearts"), HasSubstr("20 November"), HasSubstr("S04")));
  ASSERT_EQ(school_.post(school_.teacher(), at + "/edit", order({{"room", "S05"}, {"scope", "all"}, {"version", "2"}})).status, 303);
  EXPECT_THAT(page(second), AllOf(HasSubstr("20 November"), HasSubstr("S05"))) << "the room was changed for all, the day for none";
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RoomsChange, AMessageAboutASeriesNamesTheDatesItIsAbout) {
  const auto at = target(book({{"repeat", "weekly"}, {"until", "2026-11-26"}}));
  EXPECT_THAT(told(0), AllOf(HasSubstr("All dates:"), HasSubstr("12 November"), HasSubstr("26 November"), HasSubstr("DTSTART:20261119T"), HasSubstr("DTSTART:20261126T")));
  const auto shown = page(at);
  const auto second = shown.substr(shown.rfind("href=\"/staff/rooms/bookings/", shown.find("19 November")) + 6, 48);
  ASSERT_EQ(school_.post(school_.teacher(), second + "/edit", order({{"room", "S05"}, {"date", "2026-11-19"}, {"scope", "following"}, {"version", "1"}})).status, 303);
  EXPECT_THAT(told(1), AllOf(HasSubstr("All dates that were changed:"), HasSubstr("26 November"), Not(HasSubstr("12 November")), Not(HasSubstr("DTSTART:20261112T"))));
  Fields form;
  form.add("scope", "following");
  ASSERT_EQ(school_.post(school_.teacher(), second + "/cancel", form).status, 303);
  EXPECT_THAT(told(2), AllOf(HasSubstr("All dates that were cancelled:"), HasSubstr("19 November"), HasSubstr("26 November"), HasSubstr("DTSTART:20261126T"),
                             Not(HasSubstr("12 November")), Not(HasSubstr("DTSTART:20261112T"))));
}

TEST_P(RoomsChange, AnothersBookingCanBeSeenAndNotTouched) {
  const auto at = target(book());
  EXPECT_THAT(page(at, 1), HasSubstr("Ms Okafor"));
  EXPECT_THAT(page(at, 1), Not(HasSubstr("/edit")));
  EXPECT_EQ(school_.get(school_.teacher(1), at + "/edit").status, 403);
  EXPECT_EQ(school_.post(school_.teacher(1), at + "/edit", order({{"version", "1"}})).status, 403);
  EXPECT_EQ(school_.post(school_.teacher(1), at + "/cancel", {}).status, 403);
  EXPECT_EQ(school_.post(school_.office(), at + "/cancel", {}).status, 303);
  EXPECT_THAT(notices(), ElementsAre("rooms.booked", "rooms.cancelled", "rooms.cancelled")) << "the owner is told, and who did it";
}

TEST_P(RoomsChange, WhoIsDisplacedIsToldWhatIsFree) {
  const auto at = target(book());
  school_.store.database().write([&](Transaction& transaction) {
    const Want want{resource_of(school_.room("S03")), school_.period(kThursday, "4"), 1};
    const auto gone = school_.ledger->displace(transaction, std::vector{want});
    Booking by = gone.at(0);
    by.kind = "timetable.lesson";
    school_.module->displaced(transaction, gone.at(0), by, {{resource_of(school_.room("S01")), want.when, 1}});
  });
  EXPECT_THAT(told(1), HasSubstr("Free instead: Science lab S01, Thursday 12 November, 12:20 to 1:20 pm"));
  const auto shown = page(at);
  EXPECT_THAT(shown, HasSubstr("The school needs this room, so your booking could not stay"));
  EXPECT_THAT(shown, HasSubstr("There is a lesson in this room then."));
  EXPECT_THAT(shown, HasSubstr("name=\"take\" value=\"S01|2026-11-12|4|"));
  EXPECT_THAT(shown, Not(HasSubstr("The room is free again"))) << "it was displaced, not given back";
  EXPECT_THAT(shown, Not(HasSubstr("Undo")));
}

TEST_P(RoomsChange, WhoIsDisplacedTakesAnotherRoomInOnePress) {
  const auto at = target(book());
  school_.store.database().write([&](Transaction& transaction) {
    const Want want{resource_of(school_.room("S03")), school_.period(kThursday, "4"), 1};
    const auto gone = school_.ledger->displace(transaction, std::vector{want});
    school_.module->displaced(transaction, gone.at(0), gone.at(0), {});
  });
  const auto taken = target(book({{"take", "S01|2026-11-12|4||"}}));
  EXPECT_NE(taken, at);
  EXPECT_THAT(page(taken), HasSubstr("Science lab S01"));
}

TEST_P(RoomsChange, APersonsDataIsHandedOutAndForgotten) {
  const auto at = target(book());
  const auto person = school_.teacher().person;
  const auto given = school_.store.database().read([&](Reader& reader) { return school_.module->export_person(reader, school_.site, person); });
  EXPECT_EQ(given.at("room_booking").list()->front().text_or("purpose"), "Frog hearts");
  school_.store.database().write([&](Transaction& transaction) { school_.module->erase_person(transaction, school_.site, person); });
  EXPECT_THAT(page(at), Not(HasSubstr("Frog hearts")));
}

TEST_P(RoomsChange, ALostRowIsFoundByVerify) {
  book();
  school_.store.database().write([](Transaction& transaction) { transaction.execute("update room_booking set starts_at = starts_at - 300000000"); });
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("has another time in the ledger")));
}

LODGE_ON_BOTH_ENGINES(RoomsChange);

}  // namespace
}  // namespace lodge::test
