#include "core/timetable/meetings.h"

#include <gmock/gmock.h>

namespace lodge::core {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class MeetingsTest : public testing::Test {
 protected:
  TimetableLine line(const char* code, TeacherId teacher, RoomId room, const char* period = "1") { return {"A", 1, period, code, teacher, room}; }
  const TeacherId ann = TeacherId::random(), bob = TeacherId::random();
  const RoomId lab = RoomId::random(), hall = RoomId::random();
};

TEST_F(MeetingsTest, AreApartWhenTheyShareNothing) {
  const auto meetings = meetings_of({line("7x", ann, lab), line("8x", bob, hall), line("9x", ann, lab, "2")});
  EXPECT_THAT(meetings.at({"A", 1}), SizeIs(3));
}

TEST_F(MeetingsTest, AreOneWhenTheyShareARoomOrATeacher) {
  const auto meetings = meetings_of({line("8x", bob, lab), line("7x", ann, lab)});
  ASSERT_THAT(meetings.at({"A", 1}), SizeIs(1));
  EXPECT_THAT(meetings.at({"A", 1})[0].classes, ElementsAre("7x", "8x"));
  EXPECT_THAT(meetings.at({"A", 1})[0].teachers, SizeIs(2));
}

TEST_F(MeetingsTest, AreJoinedByALineThatTouchesTwo) {
  const auto meetings = meetings_of({line("7x", ann, lab), line("8x", bob, hall), line("9x", ann, hall)});
  ASSERT_THAT(meetings.at({"A", 1}), SizeIs(1));
  EXPECT_THAT(meetings.at({"A", 1})[0].classes, ElementsAre("7x", "8x", "9x"));
}

}  // namespace
}  // namespace lodge::core
