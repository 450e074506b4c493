#include "contract/importing.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

Interval day(int month, int date, int year = 2026) {
  const Instant midnight{std::chrono::sys_days(std::chrono::year(year) / month / date)};
  return *Interval::make(midnight, midnight + 24h);
}

class ImportedLessons : public ImportingSchool {};

TEST_P(ImportedLessons, AreBookingsOfRoomAndTeacher) {
  import(mis);
  const auto a_monday = lessons(day(11, 30)).empty() ? day(11, 23) : day(11, 30);
  ASSERT_THAT(lessons(a_monday), SizeIs(1));
  const auto lesson = lessons(a_monday)[0];
  EXPECT_EQ(lesson.subject, "English");
  EXPECT_THAT(lesson.classes, testing::ElementsAre("7/En"));
  ASSERT_THAT(lesson.rooms, SizeIs(1));
  ASSERT_THAT(lesson.teachers, SizeIs(1));
  const auto booking = central().read([&](Reader& reader) { return ledger.find(reader, lesson.booking); });
  ASSERT_TRUE(booking);
  EXPECT_EQ(booking->kind, "timetable.lesson");
  EXPECT_THAT(booking->wants, SizeIs(2));
  EXPECT_EQ(booking->owner, same_person<PersonId>(lesson.teachers[0]));
  EXPECT_EQ(central().read([&](Reader& reader) { return timetable.lesson(reader, lesson.booking)->classes; }), lesson.classes);
}

TEST_P(ImportedLessons, AreNotInTheHolidaysOrOnInsetDays) {
  import(mis);
  EXPECT_THAT(lessons(day(2, 16, 2027)), IsEmpty());
  EXPECT_THAT(lessons(day(1, 4, 2027)), IsEmpty());
  EXPECT_THAT(lessons(day(12, 21)), IsEmpty());
}

TEST_P(ImportedLessons, AreBookedAnewOnlyWhereTheyChanged) {
  import(mis);
  const auto tuesday = lessons(day(11, 24)).empty() ? day(12, 1) : day(11, 24);
  const auto untouched = lessons(tuesday)[0].booking;
  mis.lessons[0].room = "R5";
  const auto applied = import(mis);
  EXPECT_GT(applied.lessons.booked, 0u);
  EXPECT_EQ(applied.lessons.booked, applied.lessons.cancelled);
  EXPECT_EQ(lessons(tuesday)[0].booking, untouched);
  EXPECT_THAT(broken(), IsEmpty());
}

TEST_P(ImportedLessons, AreOneWhereTheyShareARoom) {
  mis.lessons.push_back({{}, "A", "1", "1", "8/En", "T1001", "R0"});
  import(mis);
  const auto monday = lessons(day(11, 30)).size() == 1 && lessons(day(11, 30))[0].period == "1" ? day(11, 30) : day(11, 23);
  ASSERT_THAT(lessons(monday), SizeIs(1));
  EXPECT_THAT(lessons(monday)[0].classes, testing::ElementsAre("7/En", "8/En"));
  EXPECT_THAT(lessons(monday)[0].teachers, SizeIs(2));
}

TEST_P(ImportedLessons, NeverTakeWhatSomebodyBooked) {
  mis.lessons.clear();
  mis.lessons.push_back({{}, "A", "1", "1", "7/En", "T1000", "R0"});
  const auto without = [&] { auto pulled = mis.pulled(); pulled.end.totals.erase("timetable"); std::erase_if(pulled.records, [](const Record& one) { return std::holds_alternative<LessonRecord>(one); }); return pulled; }();
  ASSERT_TRUE(sync.apply(sync.plan(site, without, technician).id, technician));
  for (const auto& when : {day(11, 23), day(11, 30)}) {
    const auto booked = central().write([&](Transaction& transaction) {
      return ledger.book(transaction, {site, "rooms.booking", PersonId::random(), BookingState::confirmed, std::nullopt,
                                       {{resource_of(rooms.rooms(site)->by_code("R0")->id), *Interval::make(when.starts() + 9h, when.starts() + 10h)}}, "", std::nullopt, {}});
    });
    ASSERT_TRUE(booked);
  }
  const auto applied = import(mis);
  ASSERT_THAT(applied.lessons.clashes, SizeIs(2));  // a one-week timetable: both Mondays
  EXPECT_EQ(applied.lessons.clashes[0].taken.by_kind, "rooms.booking");
  EXPECT_THAT(broken(), IsEmpty());
}

TEST_P(ImportedLessons, MoveWithAShiftOfTheWeeks) {
  import(mis);
  const auto before = lessons(day(11, 30));
  ASSERT_TRUE(calendar.shift_from(technician, audit, 2026y / 11 / 23, calendar.revision(site)));
  sync.renew_lessons(site);
  const auto after = lessons(day(11, 30));
  ASSERT_THAT(after, SizeIs(1));
  EXPECT_NE(before[0].period, after[0].period);
  EXPECT_THAT(broken(), IsEmpty());
}

LODGE_ON_BOTH_ENGINES(ImportedLessons);

}  // namespace
}  // namespace lodge::test
