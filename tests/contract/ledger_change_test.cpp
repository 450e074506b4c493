// What happens to a booking after it was made: changed, cancelled, displaced.
#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using std::chrono::minutes;

class LedgerChange : public OnALedger {};

TEST_P(LedgerChange, FreesWhatIsCancelledAndCancelsTwiceAlike) {
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

TEST_P(LedgerChange, ChangesABookingThatDoesNotStandInItsOwnWay) {
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

TEST_P(LedgerChange, KeepsABookingWhoseChangeIsRefused) {
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

TEST_P(LedgerChange, ChangesHowManyUnitsABookingHas) {
  const auto laptops = pool(30);
  const auto booked = book(laptops, 0, 60, 20);
  ASSERT_TRUE(change(booked->id, 1, {{laptops, at(0, 60), 25}}));
  EXPECT_FALSE(book(laptops, 0, 60, 6));
  ASSERT_TRUE(change(booked->id, 2, {{laptops, at(0, 60), 5}}));
  EXPECT_TRUE(book(laptops, 0, 60, 25));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerChange, LetsManyChangePlacesInOneStep) {
  const auto hall = room(), gym = room();
  const auto first = book(hall, 0, 60), second = book(gym, 0, 60), third = book(hall, 60, 120);
  EXPECT_THAT(change_all({{first->id, {{gym, at(0, 60), 1}}}, {second->id, {{hall, at(60, 120), 1}}}, {third->id, {{hall, at(30, 60), 1}, {gym, at(60, 70), 1}}}}), IsEmpty());
  EXPECT_EQ(find(first->id)->wants[0].resource, gym);
  EXPECT_EQ(find(second->id)->wants[0].when, at(60, 120));
  EXPECT_EQ(find(third->id)->version, 2);
  EXPECT_TRUE(book(hall, 0, 30));
  EXPECT_FALSE(book(hall, 30, 60));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerChange, ChangesNoneOfManyAndNamesThoseThatCannotBe) {
  const auto hall = room(), gym = room();
  const auto first = book(hall, 0, 60), second = book(hall, 60, 120), gone = book(hall, 120, 180), other = book(gym, 0, 30);
  cancel(gone->id);
  const std::vector<NewWants> all{{first->id, {{hall, at(30, 90), 1}}}, {second->id, {{gym, at(0, 60), 1}}}};
  EXPECT_THAT(change_all(all), ElementsAre(1));
  EXPECT_THAT(change_all({{first->id, {{hall, at(120, 180), 1}}}, {gone->id, {{gym, at(60, 90), 1}}}}), ElementsAre(1));
  EXPECT_THAT(change_all({{first->id, {{gym, at(60, 90), 1}}}, {second->id, {{gym, at(80, 120), 1}}}}), ElementsAre(1));
  EXPECT_EQ(find(first->id)->wants[0].when, at(0, 60));
  EXPECT_EQ(find(first->id)->version, 1);
  EXPECT_THAT(faults(), IsEmpty());
  cancel(other->id);
  EXPECT_THAT(change_all(all), IsEmpty());
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerChange, TakesWhatAnExpiredHoldHadForMany) {
  const auto hall = room(), laptops = pool(5);
  const auto held = hold(hall, 60, 120);
  const auto booked = book(hall, 0, 60), few = book(laptops, 0, 60, 3), more = book(laptops, 0, 60, 2);
  clock.advance(minutes(11));
  EXPECT_THAT(change_all({{booked->id, {{hall, at(60, 120), 1}}}, {few->id, {{laptops, at(0, 60), 2}}}, {more->id, {{laptops, at(0, 60), 3}}}}), IsEmpty());
  EXPECT_EQ(find(held->id)->state, BookingState::cancelled);
  EXPECT_FALSE(book(laptops, 30, 60, 1));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerChange, LetsOneOfManyStepsThroughAtATime) {
  std::vector<ResourceId> rooms;
  for (int i = 0; i < 6; ++i) rooms.push_back(room());
  std::vector<BookingId> booked;
  for (const auto& one : rooms) booked.push_back(book(one, 0, 60)->id);
  std::atomic<int> done = 0;
  at_once(6, [&](int turn) {
    std::vector<NewWants> all;
    for (std::size_t i = 0; i < rooms.size(); ++i) all.push_back({booked[i], {{rooms[(i + static_cast<std::size_t>(turn)) % rooms.size()], at(turn * 30, turn * 30 + 60), 1}}});
    if (change_all(all).empty()) ++done;
  });
  EXPECT_EQ(done, 6);
  EXPECT_EQ(claims(), 72);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerChange, LetsOneOfManyChangesThrough) {
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

TEST_P(LedgerChange, RaisesWhatChangesWereDecidedOnOnceEachOrNoneOfIt) {
  const auto raise = [&](std::vector<DecidedOn> decided_on) {
    return central().write([&](Transaction& transaction) { return ledger.raise(transaction, decided_on); });
  };
  const auto version = [&](std::string_view what) { return central().read([&](Reader& reader) { return ledger.version(reader, what); }); };
  EXPECT_FALSE(raise({{"week 2", 0}, {"week 1", 0}, {"week 2", 0}}));
  EXPECT_EQ(version("week 2"), 1);
  const auto moved = raise({{"week 1", 1}, {"week 2", 0}});
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->what, "week 2");
  EXPECT_EQ(version("week 1"), 1) << "nothing is raised when something has moved";
}

TEST_P(LedgerChange, LetsOneOfManyChangesThroughThatWereDecidedOnTheSame) {
  std::vector<BookingId> booked;
  std::vector<ResourceId> rooms;
  for (int i = 0; i < 8; ++i) booked.push_back(book(rooms.emplace_back(room()), 0, 60)->id);
  std::atomic<int> through = 0;
  at_once(8, [&](int turn) {
    const auto i = static_cast<std::size_t>(turn);
    const auto done = central().write([&](Transaction& transaction) -> std::expected<void, ChangeRefusal> {
      const auto changed = ledger.change(transaction, booked[i], 1, std::vector<Want>{{rooms[i], at(60, 120), 1}});
      if (!changed) return std::unexpected(changed.error());
      if (auto moved = ledger.raise(transaction, std::vector<DecidedOn>{{"week", 0}})) return std::unexpected(std::move(*moved));
      return {};
    });
    if (done) ++through;
  });
  EXPECT_EQ(through, 1);
  EXPECT_EQ(std::ranges::count_if(booked, [&](BookingId id) { return find(id)->version == 2; }), 1) << "who was too late has what they had";
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerChange, DisplacesWhoeverStandsInTheWay) {
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

TEST_P(LedgerChange, DisplacesNoMoreOfAPoolThanItMust) {
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

LODGE_ON_BOTH_ENGINES(LedgerChange);

}  // namespace
}  // namespace lodge::test
