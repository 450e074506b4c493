#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using std::chrono::minutes;

const Taken& taken(const BookRefusal& refusal) { return std::get<Taken>(refusal); }

class LedgerContract : public OnALedger {};

TEST_P(LedgerContract, KeepsWhatWasBooked) {
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

TEST_P(LedgerContract, LeavesAResourceThatIsThereAsItIs) {
  auto hall = make({.kind = "room"});
  hall.turn_round_after = minutes(10);
  central().write([&](Transaction& transaction) { ledger.add_resource(transaction, hall); });
  const auto [stored, all] = central().read([&](Reader& reader) {
    return std::pair(ledger.resource(reader, hall.id), ledger.resources(reader, site, "room"));
  });
  EXPECT_EQ(stored->turn_round_after, minutes(0));
  EXPECT_THAT(all, SizeIs(1));
}

TEST_P(LedgerContract, BooksWhatWasAddedInTheSameWrite) {
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

TEST_P(LedgerContract, RefusesTheTimeSomebodyElseTook) {
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

TEST_P(LedgerContract, OffersOtherTimesAndOtherRooms) {
  const auto hall = room(), busy = room(), idle = room();
  make({.kind = "teacher"});
  ASSERT_TRUE(book(hall, 60, 120));
  ASSERT_TRUE(book(busy, 60, 70));
  const auto refused = book(hall, 60, 120);
  std::vector<Interval> times;
  std::vector<ResourceId> others;
  for (const auto& want : taken(refused.error()).nearest) {
    EXPECT_EQ(want.when.length(), minutes(60));
    if (want.resource == hall) times.push_back(want.when);
    else others.push_back(want.resource);
  }
  EXPECT_THAT(times, UnorderedElementsAre(at(0, 60), at(120, 180), testing::_));
  EXPECT_THAT(others, ElementsAre(idle));
  for (const auto& want : taken(refused.error()).nearest) EXPECT_TRUE(book(wish({want})));
}

TEST_P(LedgerContract, OffersNoTimeInThePast) {
  const auto hall = room();
  clock.advance(at(0, 1).starts() - clock.now());
  ASSERT_TRUE(book(hall, 0, 60));
  const auto refused = book(hall, 0, 60);
  for (const auto& want : taken(refused.error()).nearest) EXPECT_GE(want.when.starts(), clock.now());
}

TEST_P(LedgerContract, OffersNoTeacherForAnother) {
  const auto one = make({.kind = "teacher"}).id;
  make({.kind = "teacher"});
  ASSERT_TRUE(book(one, 0, 60));
  const auto refused = book(one, 0, 60);
  for (const auto& want : taken(refused.error()).nearest) EXPECT_EQ(want.resource, one);
}

TEST_P(LedgerContract, BooksAllOrNothing) {
  const auto hall = room(), teacher = make({.kind = "teacher"}).id;
  ASSERT_TRUE(book(teacher, 30, 40));
  EXPECT_FALSE(book(wish({{hall, at(0, 60), 1}, {teacher, at(0, 60), 1}})));
  EXPECT_EQ(claims(), 2);
  EXPECT_THAT(between({hall}, at(0, 600)), IsEmpty());
}

TEST_P(LedgerContract, LeavesNothingOfARefusalInAWriteThatGoesOn) {
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

TEST_P(LedgerContract, AnswersARetriedRequestWithTheFirstBooking) {
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

TEST_P(LedgerContract, BooksOnceWhenOneRequestArrivesManyTimesAtOnce) {
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

TEST_P(LedgerContract, RefusesWhatWasDecidedOnSomethingThatMoved) {
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

TEST_P(LedgerContract, LetsOneOfManyThroughThatDecidedOnTheSame) {
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

TEST_P(LedgerContract, ThrowsForWhatNobodyCouldWant) {
  const auto hall = room();
  EXPECT_THROW(book(hall, 1, 60), std::invalid_argument);
  EXPECT_THROW(book(hall, 0, 15 * 24 * 60), std::invalid_argument);
  EXPECT_THROW(book(hall, 0, 60, 2), std::invalid_argument);
  EXPECT_THROW(book(ResourceId::random(), 0, 60), std::invalid_argument);
  EXPECT_THROW(book(wish({})), std::invalid_argument);
}

TEST_P(LedgerContract, ExpiresAHold) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  ASSERT_TRUE(held);
  EXPECT_FALSE(book(hall, 0, 60));
  EXPECT_THAT(free({hall}, at(0, 60)), IsEmpty());
  clock.advance(minutes(10));
  EXPECT_EQ(find(held->id)->state, BookingState::cancelled);
  EXPECT_THAT(free({hall}, at(0, 60)), ElementsAre(hall));
  EXPECT_THAT(between({hall}, at(0, 60)), IsEmpty());
  EXPECT_FALSE(advance(held->id, held->version, BookingState::confirmed));
  EXPECT_THAT(central().read([&](Reader& reader) {
    return ledger.preview(reader, std::vector{wish({{hall, at(0, 60), 1}})});
  }), IsEmpty());
}

TEST_P(LedgerContract, RemovesAnExpiredHoldThatStandsInTheWay) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  clock.advance(minutes(10));
  EXPECT_TRUE(book(hall, 30, 90));
  EXPECT_EQ(claims(), 12);
  EXPECT_EQ(find(held->id)->version, 2);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, TakesTheUnitsOfExpiredHoldsFromAPool) {
  const auto laptops = pool(2);
  ASSERT_TRUE(hold(laptops, 0, 60));
  ASSERT_TRUE(hold(laptops, 0, 60));
  EXPECT_FALSE(book(laptops, 0, 60));
  clock.advance(minutes(10));
  EXPECT_TRUE(book(laptops, 0, 60, 2));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, SweepsExpiredHolds) {
  const auto hall = room();
  ASSERT_TRUE(hold(hall, 0, 60));
  ASSERT_TRUE(hold(hall, 60, 120, minutes(60)));
  clock.advance(minutes(10));
  EXPECT_EQ(ledger.sweep(), 1u);
  EXPECT_EQ(ledger.sweep(), 0u);
  EXPECT_EQ(claims(), 12);
}

TEST_P(LedgerContract, ConfirmsAHoldThatThenNeverExpires) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  const auto confirmed = advance(held->id, held->version, BookingState::confirmed);
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(confirmed->version, 2);
  clock.advance(minutes(60));
  EXPECT_EQ(find(held->id)->state, BookingState::confirmed);
  EXPECT_FALSE(book(hall, 0, 60));
}

TEST_P(LedgerContract, AdvancesOnlyForward) {
  const auto hall = room();
  const auto held = hold(hall, 0, 60);
  const auto pending = advance(held->id, 1, BookingState::pending);
  ASSERT_TRUE(pending);
  EXPECT_FALSE(advance(held->id, 1, BookingState::confirmed)) << "the version moved";
  EXPECT_TRUE(advance(held->id, 2, BookingState::confirmed));
  const auto back = advance(held->id, 3, BookingState::pending);
  ASSERT_FALSE(back);
  EXPECT_EQ(std::get<Changed>(back.error()).now.state, BookingState::confirmed);
  EXPECT_TRUE(std::holds_alternative<NotFound>(advance(BookingId::random(), 1, BookingState::confirmed).error()));
}

TEST_P(LedgerContract, FreesWhatIsCancelledAndCancelsTwiceAlike) {
  const auto hall = room();
  const auto booked = book(hall, 0, 60);
  const auto once = cancel(booked->id), twice = cancel(booked->id);
  ASSERT_TRUE(once && twice);
  EXPECT_EQ(once->state, BookingState::cancelled);
  EXPECT_EQ(once->version, 2);
  EXPECT_EQ(twice->version, 2);
  EXPECT_TRUE(book(hall, 0, 60));
  EXPECT_TRUE(std::holds_alternative<NotFound>(cancel(BookingId::random()).error()));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, ChangesABookingThatDoesNotStandInItsOwnWay) {
  const auto hall = room(), gym = room();
  const auto booked = book(hall, 0, 60);
  const auto later = change(booked->id, 1, {{hall, at(30, 90), 1}});
  ASSERT_TRUE(later);
  EXPECT_EQ(later->version, 2);
  EXPECT_TRUE(book(hall, 0, 30));
  EXPECT_FALSE(book(hall, 60, 90));
  ASSERT_TRUE(change(booked->id, 2, {{gym, at(0, 60), 1}}));
  EXPECT_EQ(find(booked->id)->wants[0].resource, gym);
  EXPECT_TRUE(book(hall, 60, 90));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, KeepsABookingWhoseChangeIsRefused) {
  const auto hall = room();
  const auto booked = book(hall, 0, 60), other = book(hall, 90, 120);
  central().write([&](Transaction& transaction) {
    const auto refused = ledger.change(transaction, booked->id, 1, std::vector<Want>{{hall, at(60, 120), 1}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(std::get<Taken>(refused.error()).by, other->id);
  });
  EXPECT_EQ(find(booked->id)->version, 1);
  EXPECT_EQ(find(booked->id)->wants[0].when, at(0, 60));
  const auto stale = change(booked->id, 9, {{hall, at(0, 30), 1}});
  EXPECT_EQ(std::get<Changed>(stale.error()).now.version, 1);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, ChangesHowManyUnitsABookingHas) {
  const auto laptops = pool(30);
  const auto booked = book(laptops, 0, 60, 20);
  ASSERT_TRUE(change(booked->id, 1, {{laptops, at(0, 60), 25}}));
  EXPECT_FALSE(book(laptops, 0, 60, 6));
  ASSERT_TRUE(change(booked->id, 2, {{laptops, at(0, 60), 5}}));
  EXPECT_TRUE(book(laptops, 0, 60, 25));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, LetsOneOfManyChangesThrough) {
  const auto hall = room();
  const auto booked = book(hall, 0, 60);
  std::atomic<int> through = 0, changed = 0;
  at_once(12, [&](int i) {
    const auto done = change(booked->id, 1, {{hall, at(i * 60, i * 60 + 60), 1}});
    if (done) ++through;
    else if (std::holds_alternative<Changed>(done.error())) ++changed;
  });
  EXPECT_EQ(through, 1);
  EXPECT_EQ(changed, 11);
  EXPECT_EQ(claims(), 12);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, SeesNoClashAmongTheWantsOfOneBooking) {
  const auto hall = make({.kind = "room", .turn_round_after = minutes(10)}).id, laptops = pool(5);
  const auto booked = book(wish({{hall, at(0, 60), 1}, {hall, at(60, 90), 1}, {hall, at(30, 70), 1}, {laptops, at(0, 60), 2}, {laptops, at(30, 60), 3}}));
  ASSERT_TRUE(booked);
  EXPECT_EQ(claims(), 20 + 12 * 2 + 6 * 1) << "the larger number of units counts";
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, ClaimsTurnRoundTimeToo) {
  const auto lab = make({.kind = "room", .turn_round_before = minutes(5), .turn_round_after = minutes(15)}).id;
  ASSERT_TRUE(book(lab, 60, 120));
  EXPECT_FALSE(book(lab, 135, 180)) << "its own five minutes before meet the fifteen after";
  EXPECT_THAT(free({lab}, at(135, 180)), IsEmpty());
  EXPECT_THAT(free({lab}, at(140, 180)), ElementsAre(lab));
  EXPECT_TRUE(book(lab, 140, 180));
  EXPECT_FALSE(book(lab, 0, 45));
  EXPECT_TRUE(book(lab, 0, 40));
}

TEST_P(LedgerContract, ClaimsThePartsOfAWhole) {
  const auto left = room(), right = room();
  const auto hall = make({.kind = "room", .parts = {left, right}}).id;
  const auto all = book(hall, 0, 60);
  ASSERT_TRUE(all);
  EXPECT_EQ(taken(book(left, 30, 60).error()).by, all->id);
  ASSERT_TRUE(book(left, 60, 90));
  EXPECT_FALSE(book(hall, 60, 90));
  EXPECT_THAT(free({hall, left, right}, at(60, 90)), ElementsAre(right));
  EXPECT_THAT(between({right}, at(0, 60)), SizeIs(1)) << "the whole's booking touches its part";
  EXPECT_THAT(between({hall}, at(60, 90)), SizeIs(1)) << "and a part's its whole";
  EXPECT_EQ(claims(), 24 + 6);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, NeverSellsAPartTwiceWhenWholesAndPartsRace) {
  const auto left = room(), right = room();
  const auto hall = make({.kind = "room", .parts = {left, right}}).id;
  const ResourceId choices[] = {left, right, hall};
  for (int round = 0; round < 5; ++round) {
    std::atomic<int> of_left = 0, of_right = 0, of_hall = 0;
    std::atomic<int>* won[] = {&of_left, &of_right, &of_hall};
    at_once(18, [&](int i) {
      if (book(choices[i % 3], round * 60, round * 60 + 60)) ++*won[i % 3];
    });
    EXPECT_TRUE((of_hall == 1 && of_left == 0 && of_right == 0) || (of_hall == 0 && of_left == 1 && of_right == 1))
        << of_hall << of_left << of_right;
  }
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, TakesOtherUnitsAtOtherTimesOfOneBooking) {
  const auto laptops = pool(2);
  ASSERT_TRUE(book(laptops, 0, 30));
  ASSERT_TRUE(book(laptops, 30, 60));
  ASSERT_TRUE(book(laptops, 0, 60));
  EXPECT_FALSE(book(laptops, 25, 35));
}

TEST_P(LedgerContract, BooksASeriesOrSaysEveryClash) {
  const auto hall = room();
  ASSERT_TRUE(book(hall, 60, 70));
  ASSERT_TRUE(book(hall, 180, 190));
  std::vector<BookingWish> wishes;
  for (int i = 0; i < 5; ++i) {
    wishes.push_back(wish({{hall, at(i * 60, i * 60 + 60), 1}}));
    wishes.back().idempotency_key = "one form";
  }
  const auto series = [&] { return central().write([&](Transaction& transaction) { return ledger.book_series(transaction, wishes); }); };
  const auto refused = series();
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error(), SizeIs(2));
  EXPECT_EQ(refused.error()[0].index, 1u);
  EXPECT_EQ(refused.error()[1].index, 3u);
  const auto preview = central().read([&](Reader& reader) { return ledger.preview(reader, wishes); });
  ASSERT_THAT(preview, SizeIs(2));
  EXPECT_EQ(preview[1].taken.by, refused.error()[1].taken.by);
  EXPECT_EQ(claims(), 4);
  wishes.erase(wishes.begin() + 3);
  wishes.erase(wishes.begin() + 1);
  const auto booked = series(), again = series();
  ASSERT_TRUE(booked && again);
  ASSERT_THAT(*booked, SizeIs(3));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*again)[i].id, (*booked)[i].id);
    EXPECT_TRUE((*again)[i].repeated);
  }
  EXPECT_THAT(central().read([&](Reader& reader) { return ledger.preview(reader, wishes); }), IsEmpty());
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, SeesClashesWithinASeries) {
  const auto laptops = pool(3);
  const std::vector wishes{wish({{laptops, at(0, 60), 2}}), wish({{laptops, at(30, 90), 2}}), wish({{laptops, at(30, 90), 1}})};
  const auto refused = central().write([&](Transaction& transaction) { return ledger.book_series(transaction, wishes); });
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error(), SizeIs(1));
  EXPECT_EQ(refused.error()[0].index, 1u);
  EXPECT_EQ(refused.error()[0].taken.by_kind, "rooms.booking");
}

TEST_P(LedgerContract, AnswersASeriesThatWasDecidedOnSomethingMovedWithNoClash) {
  const auto hall = room();
  auto wanted = wish({{hall, at(0, 60), 1}});
  wanted.decided_on = {{"quota", 3}};
  const auto refused = central().write([&](Transaction& transaction) { return ledger.book_series(transaction, std::vector{wanted}); });
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error(), IsEmpty());
}

TEST_P(LedgerContract, DisplacesWhoeverStandsInTheWay) {
  const auto hall = room(), gym = room();
  const auto one = book(hall, 0, 30), other = book(wish({{hall, at(50, 70), 1}, {gym, at(50, 70), 1}})), beside = book(hall, 70, 90);
  ASSERT_TRUE(hold(hall, 30, 40));
  clock.advance(minutes(10));
  const auto displaced = central().write([&](Transaction& transaction) {
    auto gone = ledger.displace(transaction, std::vector<Want>{{hall, at(0, 70), 1}});
    EXPECT_TRUE(ledger.book(transaction, wish({{hall, at(0, 70), 1}})));
    return gone;
  });
  ASSERT_THAT(displaced, SizeIs(2)) << "an expired hold is nobody to tell";
  EXPECT_EQ(displaced[0].id, one->id);
  EXPECT_EQ(displaced[1].id, other->id);
  EXPECT_EQ(displaced[1].state, BookingState::cancelled);
  EXPECT_EQ(find(beside->id)->state, BookingState::confirmed);
  EXPECT_THAT(free({gym}, at(50, 70)), SizeIs(1));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerContract, DisplacesNoMoreOfAPoolThanItMust) {
  const auto laptops = pool(10);
  const auto first = book(laptops, 0, 60, 4);
  clock.advance(minutes(1));
  const auto last = book(laptops, 0, 60, 4);
  const auto displaced = central().write([&](Transaction& transaction) {
    return ledger.displace(transaction, std::vector<Want>{{laptops, at(0, 60), 6}});
  });
  ASSERT_THAT(displaced, SizeIs(1));
  EXPECT_EQ(displaced[0].id, last->id) << "who booked last goes first";
}

TEST_P(LedgerContract, FindsBookingsByTimeAndByOwner) {
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

TEST_P(LedgerContract, BooksThroughTheNightTheClocksGoBack) {
  const auto hall = room();
  const auto night = Interval::make(std::chrono::sys_days(std::chrono::year(2026) / 10 / 24) + std::chrono::hours(23),
                                    std::chrono::sys_days(std::chrono::year(2026) / 10 / 26)).value();
  ASSERT_EQ(night.length(), std::chrono::hours(25));
  ASSERT_TRUE(book(wish({{hall, night, 1}})));
  EXPECT_EQ(claims(), 25 * 12);
  EXPECT_FALSE(book(wish({{hall, Interval::make(night.ends() - minutes(5), night.ends()).value(), 1}})));
}

TEST_P(LedgerContract, RaisesItsRevisionWithEachWrite) {
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

TEST_P(LedgerContract, NoticesWhatAnotherProcessWrote) {
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

LODGE_ON_BOTH_ENGINES(LedgerContract);

}  // namespace
}  // namespace lodge::test
