#include "plugins/fakes.h"

#include "day_values.h"
#include "find.h"
#include "links.h"
#include "pages/languages.h"
#include "recent.h"

#include <gmock/gmock.h>

namespace lodge::rooms {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;
using testing::ElementsAre;

constexpr LocalDate kThursday = std::chrono::year(2026) / 11 / 12;

Room room(std::string code, std::string building, int seats, std::string kind = "Classroom") {
  return {RoomId::random(), code, kind + " " + code, std::move(building), seats, std::move(kind), {"projector"}};
}

class DayTest : public testing::Test {
 protected:
  DayTest() { rooms_->list = {room("M01", "Main", 30), room("S03", "Science", 30), room("Hall", "Main", 300, "Hall")}; }

  Entry entry(const std::string& code, std::string_view period, Entry::Sort sort, std::string what) {
    const auto day = calendar_.day({}, kThursday);
    const auto when = std::ranges::find(day.periods, period, &Period::code)->when;
    return {BookingId::random(), sort, me_, false, when, {resource_of(rooms_->by_code(code)->id)}, std::move(what), "Ms Okafor"};
  }
  DayGrid grid(std::vector<Entry> entries, const std::vector<Resource>& resources = {}) const {
    return lay_out(calendar_.day({}, kThursday), rooms_, std::move(entries), Footprints(resources));
  }
  Value::Map values(const DayGrid& grid, const Filter& filter = {}) const {
    return day_values(grid, {languages_.choose("en", ""), me_, true, true, filter, sys_days(kThursday) + minutes(570)});
  }
  static const Value& cell(const Value::Map& values, std::size_t row, std::size_t column) {
    return (*(*values.at("rows").list())[row].at("cells").list())[column];
  }

  const pages::CatalogueLanguages languages_{"/nonexistent", {}};
  test::PlainCalendar calendar_;
  std::shared_ptr<test::ListedRooms> rooms_ = std::make_shared<test::ListedRooms>();
  PersonId me_ = PersonId::random();
};

TEST_F(DayTest, AFreeCellLeadsToItsBooking) {
  const auto shown = values(grid({}));
  EXPECT_EQ(cell(shown, 1, 5).text_or("free"), "../book?room=S03&date=2026-11-12&period=4");
  EXPECT_EQ(cell(shown, 1, 5).text_or("id"), "S03.4");
}

TEST_F(DayTest, OnlyWhoMayReadABookingIsLedToIt) {
  const auto taken = grid({entry("S03", "4", Entry::Sort::booking, "Assembly")});
  const DayLook look{languages_.choose("en", ""), me_, true, true, {}, sys_days(kThursday) + minutes(570)};
  auto screen = look;
  screen.may_book = screen.may_read = false;
  const auto open = [&](const DayLook& who) { return cell(day_values(taken, who), 1, 5).text_or("open"); };
  EXPECT_THAT(open(look), testing::StartsWith("../bookings/"));
  EXPECT_EQ(open(screen), "");
  EXPECT_EQ(cell(day_values(taken, screen), 1, 5).text_or("what"), "Assembly");
}

TEST_F(DayTest, WhatIsOverCannotBeBooked) {
  const auto shown = values(grid({}));
  EXPECT_EQ(cell(shown, 0, 0).text_or("free"), "");
  EXPECT_EQ(cell(shown, 0, 0).text_or("class"), "g");
}

TEST_F(DayTest, ALessonIsQuietAndMyBookingIsMine) {
  auto other = entry("M01", "5", Entry::Sort::booking, "Chess");
  other.owner = PersonId::random();
  const auto shown = values(grid({entry("M01", "4", Entry::Sort::lesson, "9x/En1"), entry("S03", "4", Entry::Sort::booking, "Choir"), other}));
  EXPECT_EQ(cell(shown, 0, 5).text_or("class"), "l");
  EXPECT_EQ(cell(shown, 0, 5).text_or("what"), "9x/En1");
  EXPECT_EQ(cell(shown, 0, 5).text_or("open"), "");
  EXPECT_EQ(cell(shown, 1, 5).text_or("class"), "b m");
  EXPECT_EQ(cell(shown, 0, 7).text_or("class"), "b");
  EXPECT_EQ(cell(shown, 0, 7).text_or("open"), "../bookings/" + other.id.text());
}

TEST_F(DayTest, APartOfThePeriodTakesTheCell) {
  auto part = entry("M01", "4", Entry::Sort::booking, "Call");
  part.when = *Interval::make(part.when.starts() + minutes(10), part.when.starts() + minutes(20));
  const auto shown = values(grid({part}));
  EXPECT_EQ(cell(shown, 0, 5).text_or("free"), "");
  EXPECT_TRUE(cell(shown, 0, 5).boolean_or("part"));
}

TEST_F(DayTest, ALongBookingRunsOnThroughItsPeriods) {
  auto all_day = entry("M01", "1", Entry::Sort::booking, "Exams");
  all_day.when = *Interval::make(all_day.when.starts(), all_day.when.starts() + minutes(120));
  const auto shown = values(grid({all_day}));
  EXPECT_EQ(cell(shown, 0, 1).text_or("class"), "b m");
  EXPECT_EQ(cell(shown, 0, 2).text_or("class"), "b m k");
}

TEST_F(DayTest, AWholeHallTakesItsParts) {
  const auto hall = resource_of(rooms_->by_code("Hall")->id), part = resource_of(rooms_->by_code("M01")->id);
  const std::vector<Resource> resources{{.id = hall, .site = {}, .kind = "room", .parts = {part}}, {.id = part, .site = {}, .kind = "room", .parts = {}}};
  const auto shown = values(grid({entry("Hall", "4", Entry::Sort::booking, "Concert")}, resources));
  EXPECT_EQ(cell(shown, 0, 5).text_or("what"), "Concert");
  EXPECT_EQ(cell(shown, 1, 5).text_or("what"), "");
}

TEST_F(DayTest, FiltersLeaveOutRooms) {
  const auto count = [&](const Filter& filter) { return values(grid({}), filter).at("rows").list()->size(); };
  EXPECT_EQ(count({}), 3U);
  EXPECT_EQ(count({.building = "Science", .features = {}}), 1U);
  EXPECT_EQ(count({.building = "", .features = {}, .seats = 100}), 1U);
  EXPECT_EQ(count({.building = "", .features = {"gas"}}), 0U);
}

TEST_F(DayTest, OnlyFreeLeavesOutRoomsWithoutAFreePeriod) {
  std::vector<Entry> entries;
  for (const auto* period : {"1", "2", "3", "4", "5"}) entries.push_back(entry("M01", period, Entry::Sort::lesson, "x"));
  EXPECT_EQ(values(grid(entries), {.building = "", .features = {}, .seats = 0, .only_free = true}).at("rows").list()->size(), 2U);
}

TEST_F(DayTest, NowAndNextListTheFreeRooms) {
  const auto shown = values(grid({entry("M01", "1", Entry::Sort::lesson, "x")}));
  const auto& soon = *shown.at("soon").list();
  ASSERT_EQ(soon.size(), 2U);
  EXPECT_EQ(soon[0].text_or("words"), "Now");
  EXPECT_EQ(soon[0].at("rooms").list()->size(), 2U);
  EXPECT_EQ(soon[1].text_or("period"), "Period 2");
  EXPECT_EQ(soon[1].at("rooms").list()->size(), 3U);
}

TEST(Likeness, TheSameKindThenEnoughSeatsThenTheSameBuilding) {
  const auto wanted = room("S03", "Science", 30), hall = room("Hall", "Science", 300, "Hall"), small = room("S01", "Science", 16),
             far = room("M01", "Main", 30), near = room("S04", "Science", 32);
  std::vector<std::string> codes;
  for (const auto* one : by_likeness({&hall, &small, &far, &near}, wanted)) codes.push_back(one->code);
  EXPECT_THAT(codes, ElementsAre("S04", "M01", "S01", "Hall"));
}

TEST(Filters, AreLinksThatKeepTheOthers) {
  Fields query;
  query.add("seats", "30");
  query.add("building", "Science & Art");
  query.add("nonsense", "1");
  EXPECT_EQ(query_of(filter_of(query)), "?building=Science%20%26%20Art&seats=30");
  EXPECT_EQ(query_of({}), "");
}

TEST(RecentResults, AreForgottenWithTheirStampAndWhenThereAreMany) {
  Recent<int> recent(2);
  recent.keep("a", "1", 7);
  EXPECT_EQ(*recent.find("a", "1"), 7);
  EXPECT_EQ(recent.find("a", "2"), nullptr);
  recent.keep("b", "1", 8);
  EXPECT_NE(recent.find("a", "1"), nullptr);
  recent.keep("c", "1", 9);
  EXPECT_EQ(recent.find("b", "1"), nullptr) << "the one not asked for longest";
  EXPECT_NE(recent.find("a", "1"), nullptr);
}

}  // namespace
}  // namespace lodge::rooms
