#include "plugins/rooms/rooms_fixture.h"

#include "core/timetable/places.h"
#include "pages/timetable_pages.h"

namespace lodge::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// A lesson came with an import while somebody had booked its room; the office gives it the room.
class LessonPlace : public RoomsFixture {
 protected:
  LessonPlace() { pages::register_timetable_pages(school_.routes, {*school_.frame, school_.directory, school_.calendar, school_.catalogue, places_,
                                                                     [this](SiteId, PersonId person) { return school_.directory.people(school_.site)->name(person); }}); }

  core::LessonId import_lesson(std::string_view room = "S03") {
    const auto& who = school_.directory.named->staff.at(1);
    const core::StoredLesson lesson{core::LessonId::random(), same_person<PersonId>(who.id), std::nullopt,
                                    {{}, school_.period(kThursday, "4"), "4", "Biology", {"10x/Bi1"}, {}, {school_.room(room)}}};
    school_.store.database().write([&](Transaction& t) { core::insert_lessons(t, school_.site, std::vector{lesson}); });
    return lesson.id;
  }
  static std::string link(core::LessonId lesson) { return "/admin/timetable/" + lesson.text(); }
  std::string list() { return school_.get(school_.office(), "/admin/timetable").body; }
  std::string booking_of(const std::string& at) { return at.substr(at.rfind('/') + 1); }
  Response give(core::LessonId lesson, const std::string& booking) {
    Fields form;
    if (!booking.empty()) form.add("booking", booking);
    return school_.post(school_.office(), link(lesson), form);
  }
  std::vector<std::string> ledger_faults() {
    return school_.store.database().read([&](Reader& reader) { return school_.ledger->verify(reader); });
  }

  core::LessonPlaces places_{school_.store.database(), *school_.ledger, school_.audit, school_.clock,
                             [this](std::string_view kind) { return kind == "rooms.booking" ? school_.module.get() : nullptr; }};
};

TEST_P(LessonPlace, IsAskedForWithWhoLosesWhatAndWhatTheyAreOffered) {
  book();
  const auto lesson = import_lesson();
  EXPECT_THAT(list(), AllOf(HasSubstr("10x/Bi1"), HasSubstr("Somebody has booked it."), HasSubstr(link(lesson))));
  const auto asked = school_.get(school_.office(), link(lesson)).body;
  EXPECT_THAT(asked, AllOf(HasSubstr("Ms Okafor loses a booking"), HasSubstr("Classroom A01")));
  EXPECT_THAT(school_.outbox.posted, SizeIs(1)) << "asking tells nobody";
}

TEST_P(LessonPlace, IsGivenAndTheOwnerHearsOnceWithAlternatives) {
  const auto at = target(book());
  const auto lesson = import_lesson();
  const auto answer = give(lesson, booking_of(at));
  EXPECT_EQ(target(answer), "/admin/timetable");
  EXPECT_THAT(notices(), ElementsAre("rooms.booked", "rooms.displaced"));
  EXPECT_THAT(told(1), HasSubstr("Free instead: Science lab S"));
  EXPECT_THAT(page(at), HasSubstr("There is a lesson in this room then."));
  EXPECT_THAT(list(), HasSubstr("Every lesson to come has its room."));
  EXPECT_THAT(school_.audit.actions, Contains("timetable.place_given"));
  const auto placed = school_.store.database().read([&](Reader& r) {
    return core::load_lessons(r, school_.site, *Interval::make(school_.clock.instant, school_.clock.instant + std::chrono::hours(24)));
  });
  ASSERT_THAT(placed, SizeIs(1));
  EXPECT_EQ(school_.store.database().read([&](Reader& r) { return school_.ledger->find(r, placed[0].booking)->kind; }), "timetable.lesson");
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_THAT(ledger_faults(), IsEmpty());
  EXPECT_EQ(give(lesson, "").status, 404) << "it has its room by now";
}

TEST_P(LessonPlace, IsNotGivenWhenSomebodyElseIsInTheWayThanWasShown) {
  const auto at = target(book());
  const auto lesson = import_lesson();
  const auto answer = give(lesson, BookingId::random().text());
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("This has changed while you looked at it."), HasSubstr(booking_of(at))));
  EXPECT_THAT(notices(), ElementsAre("rooms.booked"));
  EXPECT_THAT(page(at), Not(HasSubstr("There is a lesson in this room then.")));
}

TEST_P(LessonPlace, OfAnotherLessonDoesNotGiveWay) {
  school_.add_lesson({"S03"}, kThursday, "4", "9y/En1", 0);
  const auto lesson = import_lesson();
  EXPECT_THAT(list(), AllOf(HasSubstr("the timetable has to be put right"), Not(HasSubstr(link(lesson)))));
  const auto answer = give(lesson, "");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("This does not give way"), HasSubstr("Another lesson, of Ms Okafor")));
  EXPECT_THAT(ledger_faults(), IsEmpty());
}

TEST_P(LessonPlace, ThatCameFreeMeanwhileIsTakenWithoutDisplacingAnybody) {
  const auto at = target(book());
  const auto lesson = import_lesson();
  school_.post(school_.teacher(), at + "/cancel", order({{"version", "1"}}));
  EXPECT_THAT(list(), HasSubstr("It is free by now."));
  EXPECT_EQ(give(lesson, "").status, 303);
  EXPECT_THAT(notices(), Not(Contains("rooms.displaced")));
}

TEST_P(LessonPlace, IsOfTheOwnSchoolAndForTheOfficeOnly) {
  book();
  const auto lesson = import_lesson();
  EXPECT_EQ(school_.get(school_.teacher(), link(lesson)).status, 403);
  auto elsewhere = school_.office();
  elsewhere.site = SiteId::random();
  EXPECT_FALSE(places_.preview(elsewhere.site, lesson));
}

LODGE_ON_BOTH_ENGINES(LessonPlace);

}  // namespace
}  // namespace lodge::test
