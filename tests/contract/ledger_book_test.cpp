// Booking: all or nothing, once for one form, by what was decided on.
#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using std::chrono::minutes;

const Taken& taken(const BookRefusal& refusal) { return std::get<Taken>(refusal); }

class LedgerBook : public OnALedger {};

TEST_P(LedgerBook, KeepsWhatWasBooked) {
  const auto hall = room(), teacher = make({.kind = "teacher"}).id;
  auto wanted = wish({{hall, at(0, 50), 1}, {teacher, at(0, 60), 1}});
  wanted.series = SeriesId::random();
  const auto booked = book(wanted);
  ASSERT_TRUE(booked);
  const auto found = find(booked->id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->site, site);
  EXPECT_EQ(found->kind, "rooms.booking");
  EXPECT_EQ(found->owner, owner);
  EXPECT_EQ(found->state, BookingState::confirmed);
  EXPECT_EQ(found->series, wanted.series);
  EXPECT_EQ(found->version, 1);
  EXPECT_EQ(found->created_at, clock.now());
  ASSERT_THAT(found->wants, SizeIs(2));
  EXPECT_EQ(found->wants[1].resource, teacher);
  EXPECT_EQ(found->wants[1].when, at(0, 60));
  EXPECT_EQ(claims(), 10 + 12);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBook, LeavesAResourceThatIsThereAsItIs) {
  auto hall = make({.kind = "room"});
  hall.turn_round_after = minutes(10);
  central().write([&](Transaction& transaction) { ledger.add_resource(transaction, hall); });
  const auto [stored, all] = central().read([&](Reader& reader) {
    return std::pair(ledger.resource(reader, hall.id), ledger.resources(reader, site, "room"));
  });
  EXPECT_EQ(stored->turn_round_after, minutes(0));
  EXPECT_THAT(all, SizeIs(1));
}

TEST_P(LedgerBook, BooksWhatWasAddedInTheSameWrite) {
  const auto id = central().write([&](Transaction& transaction) {
    const Resource part{.id = ResourceId::random(), .site = site, .kind = "room"};
    const Resource whole{.id = ResourceId::random(), .site = site, .kind = "room", .parts = {part.id}};
    ledger.add_resource(transaction, part);
    ledger.add_resource(transaction, whole);
    EXPECT_TRUE(ledger.book(transaction, wish({{whole.id, at(0, 60), 1}})));
    return part.id;
  });
  EXPECT_FALSE(book(id, 30, 60));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBook, RefusesTheTimeSomebodyElseTook) {
  const auto hall = room();
  const auto first = book(hall, 60, 120);
  const auto second = book(hall, 90, 150);
  ASSERT_FALSE(second);
  const auto& why = taken(second.error());
  EXPECT_EQ(why.by, first->id);
  EXPECT_EQ(why.by_kind, "rooms.booking");
  EXPECT_EQ(why.clash, at(90, 120));
  EXPECT_EQ(why.wanted.when, at(90, 150));
  EXPECT_EQ(claims(), 12);
}

TEST_P(LedgerBook, BooksAllOrNothing) {
  const auto hall = room(), teacher = make({.kind = "teacher"}).id;
  ASSERT_TRUE(book(teacher, 30, 40));
  EXPECT_FALSE(book(wish({{hall, at(0, 60), 1}, {teacher, at(0, 60), 1}})));
  EXPECT_EQ(claims(), 2);
  EXPECT_THAT(between({hall}, at(0, 600)), IsEmpty());
}

TEST_P(LedgerBook, LeavesNothingOfARefusalInAWriteThatGoesOn) {
  const auto hall = room();
  ASSERT_TRUE(book(hall, 0, 60));
  auto clashing = wish({{hall, at(30, 60), 1}});
  clashing.idempotency_key = "one";
  auto moved = wish({{hall, at(60, 90), 1}});
  moved.idempotency_key = "two";
  moved.decided_on = {{"a", 0}, {"b", 7}};
  central().write([&](Transaction& transaction) {
    EXPECT_FALSE(ledger.book(transaction, clashing));
    const auto refused = ledger.book(transaction, moved);
    ASSERT_FALSE(refused);
    EXPECT_EQ(std::get<Moved>(refused.error()).what, "b");
  });
  EXPECT_EQ(claims(), 12);
  EXPECT_EQ(count("select count(*) from booking"), 1);
  EXPECT_EQ(count("select count(*) from idempotency"), 0);
  EXPECT_EQ(count("select count(*) from decided_on"), 0);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBook, AnswersARetriedRequestWithTheFirstBooking) {
  const auto hall = room();
  auto wanted = wish({{hall, at(0, 60), 1}});
  wanted.idempotency_key = "form-1";
  const auto first = book(wanted), again = book(wanted);
  ASSERT_TRUE(again);
  EXPECT_FALSE(first->repeated);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->id, first->id);
  auto anothers = wanted;
  anothers.owner = PersonId::random();
  EXPECT_FALSE(book(anothers));
  ASSERT_TRUE(cancel(first->id));
  EXPECT_EQ(book(wanted)->state, BookingState::cancelled);
}

TEST_P(LedgerBook, KnowsWhatAnOwnerBookedUnderAKey) {
  const auto under = [&](PersonId who, std::string_view key) {
    return central().read([&](Reader& reader) { return ledger.booked_under(reader, who, key); });
  };
  auto wanted = wish({{room(), at(0, 60), 1}});
  wanted.idempotency_key = "form-1";
  EXPECT_FALSE(under(owner, "form-1"));
  const auto booked = book(wanted);
  ASSERT_TRUE(under(owner, "form-1"));
  EXPECT_EQ(under(owner, "form-1")->id, booked->id);
  EXPECT_FALSE(under(owner, "Form-1"));
  EXPECT_FALSE(under(PersonId::random(), "form-1"));
  cancel(booked->id);
  EXPECT_EQ(under(owner, "form-1")->state, BookingState::cancelled);
}

TEST_P(LedgerBook, BooksOnceWhenOneRequestArrivesManyTimesAtOnce) {
  const auto laptops = pool(30);
  auto wanted = wish({{laptops, at(0, 60), 2}});
  wanted.idempotency_key = "form-1";
  std::atomic<int> first = 0, repeated = 0;
  at_once(16, [&](int) {
    const auto booked = book(wanted);
    if (booked) ++(booked->repeated ? repeated : first);
  });
  EXPECT_EQ(first, 1);
  EXPECT_EQ(repeated, 15);
  EXPECT_EQ(claims(), 24);
}

TEST_P(LedgerBook, RefusesWhatWasDecidedOnSomethingThatMoved) {
  const auto hall = room();
  auto first = wish({{hall, at(0, 60), 1}}), second = wish({{hall, at(60, 120), 1}});
  first.decided_on = second.decided_on = {{"rooms.quota/x", 0}};
  ASSERT_TRUE(book(first));
  const auto refused = book(second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::get<Moved>(refused.error()).what, "rooms.quota/x");
  const auto version = central().read([&](Reader& reader) { return ledger.version(reader, "rooms.quota/x"); });
  EXPECT_EQ(version, 1);
  second.decided_on = {{"rooms.quota/x", version}};
  EXPECT_TRUE(book(second));
}

TEST_P(LedgerBook, LetsOneOfManyThroughThatDecidedOnTheSame) {
  std::vector<ResourceId> rooms;
  for (int i = 0; i < 12; ++i) rooms.push_back(room());
  for (std::int64_t version = 0; version < 3; ++version) {
    std::atomic<int> through = 0;
    at_once(12, [&](int i) {
      auto wanted = wish({{rooms[static_cast<std::size_t>(i)], at(static_cast<int>(version) * 60, static_cast<int>(version) * 60 + 60), 1}});
      wanted.decided_on = {{"quota", version}};
      if (book(wanted)) ++through;
    });
    EXPECT_EQ(through, 1);
  }
}

TEST_P(LedgerBook, ThrowsForWhatNobodyCouldWant) {
  const auto hall = room();
  EXPECT_THROW(book(hall, 1, 60), std::invalid_argument);
  EXPECT_THROW(book(hall, 0, 15 * 24 * 60), std::invalid_argument);
  EXPECT_THROW(book(hall, 0, 60, 2), std::invalid_argument);
  EXPECT_THROW(book(ResourceId::random(), 0, 60), std::invalid_argument);
  EXPECT_THROW(book(wish({})), std::invalid_argument);
}

TEST_P(LedgerBook, SeesNoClashAmongTheWantsOfOneBooking) {
  const auto hall = make({.kind = "room", .turn_round_after = minutes(10)}).id, laptops = pool(5);
  const auto booked = book(wish({{hall, at(0, 60), 1}, {hall, at(60, 90), 1}, {hall, at(30, 70), 1}, {laptops, at(0, 60), 2}, {laptops, at(30, 60), 3}}));
  ASSERT_TRUE(booked);
  EXPECT_EQ(claims(), 20 + 12 * 2 + 6 * 1) << "the larger number of units counts";
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerBook, BooksThroughTheNightTheClocksGoBack) {
  const auto hall = room();
  const auto night = Interval::make(std::chrono::sys_days(std::chrono::year(2026) / 10 / 24) + std::chrono::hours(23),
                                    std::chrono::sys_days(std::chrono::year(2026) / 10 / 26)).value();
  ASSERT_EQ(night.length(), std::chrono::hours(25));
  ASSERT_TRUE(book(wish({{hall, night, 1}})));
  EXPECT_EQ(claims(), 25 * 12);
  EXPECT_FALSE(book(wish({{hall, Interval::make(night.ends() - minutes(5), night.ends()).value(), 1}})));
}

LODGE_ON_BOTH_ENGINES(LedgerBook);

}  // namespace
}  // namespace lodge::test
