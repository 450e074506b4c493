#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// A sound ledger, in which each test breaks one thing.
class LedgerVerify : public OnALedger {
 protected:
  void SetUp() override {
    auto one = wish({{hall, at(0, 60), 1}, {laptops, at(0, 60), 2}});
    one.idempotency_key = "key";
    one.series = series;
    kept = *book(one);
    gone = *book(hall, 60, 120);
    ASSERT_TRUE(cancel(gone.id));
    held = *hold(hall, 120, 150);
    ASSERT_THAT(faults(), IsEmpty());
  }
  void expect(std::string_view sentence) { EXPECT_THAT(faults(), Contains(HasSubstr(std::string(sentence)))); }
  std::int64_t atom(int minute) const { return at(minute, minute + 5).starts().time_since_epoch() / std::chrono::minutes(5); }

  ResourceId hall = room(), laptops = pool(3);
  SeriesId series = SeriesId::random();
  Booking kept, gone, held;
};

TEST_P(LedgerVerify, SeesALostClaim) {
  run("delete from claim where resource = ? and atom = ?", {hall, atom(30)});
  expect("booking " + kept.id.text() + " should hold 1 of atom " + std::to_string(atom(30)) + " of " + hall.text() + " and holds 0");
}

TEST_P(LedgerVerify, SeesAClaimThatNobodyWants) {
  run("insert into claim (resource, atom, unit, booking) values (?, ?, 0, ?)", {hall, atom(60), kept.id});
  run("update booking_want set claims_to = claims_to + 300000000 where booking = ?", {kept.id});
  expect("should hold 0 of atom " + std::to_string(atom(60)));
}

TEST_P(LedgerVerify, SeesAClaimThatWouldNotBeFreed) {
  run("update booking_want set claims_to = claims_from + 1 where booking = ? and resource = ?", {kept.id, hall});
  expect("booking " + kept.id.text() + " has a claim on " + hall.text() + " where its wants do not say it has");
}

TEST_P(LedgerVerify, SeesTooManyUnitsHeld) {
  run("insert into claim (resource, atom, unit, booking) select resource, atom, 3 - sum(unit), booking from claim"
      " where resource = ? and atom = ? group by resource, atom, booking", {laptops, atom(0)});
  expect("should hold 2 of atom " + std::to_string(atom(0)) + " of " + laptops.text() + " and holds 3");
}

TEST_P(LedgerVerify, SeesAUnitThatDoesNotExist) {
  run("update claim set unit = unit + 7 where resource = ? and atom = ?", {laptops, atom(0)});
  expect(" of " + laptops.text() + ", which has 3");
}

TEST_P(LedgerVerify, SeesAClaimOfACancelledBooking) {
  run("insert into claim (resource, atom, unit, booking) values (?, ?, 0, ?)", {hall, atom(60), gone.id});
  expect("booking " + gone.id.text() + " is cancelled and still has a claim");
}

TEST_P(LedgerVerify, SeesAClaimOfNoBooking) {
  run("insert into claim (resource, atom, unit, booking) values (?, ?, 0, ?)", {hall, atom(60), BookingId::random()});
  expect("which does not exist");
}

TEST_P(LedgerVerify, SeesAClaimOnNoResource) {
  const auto nothing = ResourceId::random();
  run("insert into claim (resource, atom, unit, booking) values (?, ?, 0, ?)", {nothing, atom(0), kept.id});
  expect("claims on resource " + nothing.text());
}

TEST_P(LedgerVerify, SeesABookingThatLostAllItsClaims) {
  run("delete from claim where booking = ?", {kept.id});
  expect("should hold 1 of atom " + std::to_string(atom(0)) + " of " + hall.text());
}

TEST_P(LedgerVerify, SeesABookingWithoutWants) {
  run("delete from booking_want where booking = ?", {kept.id});
  expect("booking " + kept.id.text() + " wants nothing");
}

TEST_P(LedgerVerify, SeesAWantOffItsGrid) {
  run("update booking_want set ends_at = ends_at + 1 where booking = ?", {kept.id});
  run("update booking set ends_at = ends_at + 1 where id = ?", {kept.id});
  expect("off its resource's grid");
}

TEST_P(LedgerVerify, SeesAnEmptyWant) {
  run("update booking_want set ends_at = starts_at where booking = ?", {kept.id});
  expect("wants an empty time");
}

TEST_P(LedgerVerify, SeesABookingThatDoesNotSpanItsWants) {
  run("update booking set starts_at = starts_at - 5 where id = ?", {kept.id});
  expect("does not span its wants");
}

TEST_P(LedgerVerify, SeesMoreUnitsWantedThanThereAre) {
  run("update booking_want set units = 4 where booking = ? and resource = ?", {kept.id, laptops});
  expect("more units than there are");
}

TEST_P(LedgerVerify, SeesAWantInTheWrongLengthClass) {
  run("update booking_want set is_long = 1 where booking = ?", {kept.id});
  expect("wrong length class");
}

TEST_P(LedgerVerify, SeesAnUnknownState) {
  run("update booking set state = 'maybe' where id = ?", {kept.id});
  expect("in no known state");
}

TEST_P(LedgerVerify, SeesAHoldWithoutAnEnd) {
  run("update booking set held_until = null where id = ?", {held.id});
  expect("must say until when");
}

TEST_P(LedgerVerify, SeesASeriesOfTwoOwners) {
  auto second = wish({{hall, at(200, 260), 1}});
  second.series = series;
  second.owner = PersonId::random();
  ASSERT_TRUE(book(second));
  expect("differ in site, kind or owner");
}

TEST_P(LedgerVerify, SeesAKeyThatLeadsNowhere) {
  run("update idempotency set booking = ?", {BookingId::random()});
  expect("an idempotency key leads to booking");
}

TEST_P(LedgerVerify, SeesALostPart) {
  run("insert into resource_part (whole, part) values (?, ?)", {ResourceId::random(), hall});
  expect("has part " + hall.text());
}

TEST_P(LedgerVerify, ProvesATimetable) {
  std::vector<BookingWish> wishes;
  const auto teacher = make({.kind = "teacher"}).id;
  for (int day = 0; day < 60; ++day) {
    for (int lesson = 0; lesson < 6; ++lesson) {
      const auto when = at((day + 1) * 24 * 60 + lesson * 60, (day + 1) * 24 * 60 + lesson * 60 + 60);
      wishes.push_back(wish({{hall, when, 1}, {teacher, when, 1}}));
    }
  }
  EXPECT_EQ(ledger.book_many(wishes).booked, wishes.size());
  EXPECT_THAT(faults(), IsEmpty());
}

LODGE_ON_BOTH_ENGINES(LedgerVerify);

}  // namespace
}  // namespace lodge::test
