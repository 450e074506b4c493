// Questions: who has what and when, what is free nearby, and what is new.
#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using std::chrono::minutes;

class LedgerRead : public OnALedger {};

TEST_P(LedgerRead, FindsBookingsByTimeAndByOwner) {
  const auto hall = room(), gym = room();
  const auto early = book(hall, 0, 60), late = book(gym, 60, 120), days = book(hall, 600, 600 + 2 * 24 * 60);
  ASSERT_TRUE(early && late && days);
  EXPECT_THAT(between({hall, gym}, at(30, 90)), SizeIs(2));
  EXPECT_THAT(between({hall, gym}, at(30, 60)), SizeIs(1));
  const auto next_day = between({hall}, at(24 * 60, 25 * 60));
  ASSERT_THAT(next_day, SizeIs(1));
  EXPECT_EQ(next_day[0].id, days->id);
  const auto mine = [&](Instant after) {
    return central().read([&](Reader& reader) { return ledger.of_owner(reader, site, owner, after); });
  };
  EXPECT_THAT(mine(at(0, 1).starts()), SizeIs(3));
  EXPECT_THAT(mine(at(60, 61).starts()), SizeIs(2));
  ASSERT_TRUE(cancel(late->id));
  EXPECT_THAT(mine(at(60, 61).starts()), SizeIs(1));
}

TEST_P(LedgerRead, OffersOtherTimesAndOtherRooms) {
  const auto hall = room(), busy = room(), idle = room();
  make({.kind = "teacher"});
  ASSERT_TRUE(book(hall, 60, 120));
  ASSERT_TRUE(book(busy, 60, 70));
  const auto refused = book(hall, 60, 120);
  std::vector<Interval> times;
  std::vector<ResourceId> others;
  for (const auto& want : nearest(refused.error())) {
    EXPECT_EQ(want.when.length(), minutes(60));
    if (want.resource == hall) times.push_back(want.when);
    else others.push_back(want.resource);
  }
  EXPECT_THAT(times, UnorderedElementsAre(at(0, 60), at(120, 180), testing::_));
  EXPECT_THAT(others, ElementsAre(idle));
  for (const auto& want : nearest(refused.error())) EXPECT_TRUE(book(wish({want})));
}

TEST_P(LedgerRead, OffersNoTimeInThePast) {
  const auto hall = room();
  clock.advance(at(0, 1).starts() - clock.now());
  ASSERT_TRUE(book(hall, 0, 60));
  const auto refused = book(hall, 0, 60);
  for (const auto& want : nearest(refused.error())) EXPECT_GE(want.when.starts(), clock.now());
}

TEST_P(LedgerRead, OffersNoTeacherForAnother) {
  const auto one = make({.kind = "teacher"}).id;
  make({.kind = "teacher"});
  ASSERT_TRUE(book(one, 0, 60));
  const auto refused = book(one, 0, 60);
  for (const auto& want : nearest(refused.error())) EXPECT_EQ(want.resource, one);
}

TEST_P(LedgerRead, RaisesItsRevisionWithEachWrite) {
  const auto hall = room();
  auto before = ledger.revision(site);
  const auto booked = book(hall, 0, 60);
  EXPECT_GT(ledger.revision(site), before);
  before = ledger.revision(site);
  EXPECT_FALSE(book(hall, 0, 60));
  EXPECT_EQ(ledger.revision(site), before);
  ASSERT_TRUE(cancel(booked->id));
  EXPECT_GT(ledger.revision(site), before);
}

TEST_P(LedgerRead, NoticesWhatAnotherProcessWrote) {
  core::StoredLedger other(central(), clock);
  other.load();
  const auto hall = room();
  const auto revision = other.revision(site);
  other.poll();
  EXPECT_GT(other.revision(site), revision) << "of the new room";
  const auto of_room = other.revision(site);
  ASSERT_TRUE(book(hall, 0, 60));
  EXPECT_EQ(other.revision(site), of_room);
  other.poll();
  EXPECT_EQ(other.revision(site), of_room + 1);
  other.poll();
  EXPECT_EQ(other.revision(site), of_room + 1) << "of one write once";
  const auto own = ledger.revision(site);
  ledger.poll();
  EXPECT_EQ(ledger.revision(site), own) << "one's own write is no news";
}

LODGE_ON_BOTH_ENGINES(LedgerRead);

}  // namespace
}  // namespace lodge::test
