#include "sample_evening.h"

#include "ballot.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

namespace lodge::parents_evening::test {
namespace {

using namespace allocation;
using std::chrono::minutes;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint64_t kSeeds = 100, kEasySeeds = 40;

struct Meeting {
  std::size_t family, desk, slot, slots;
  Interval when;
  Place place;
};

/// Everything that will take place, the fixed appointments last.
std::vector<Meeting> meetings(const Problem& problem, const Result& result) {
  std::vector<Meeting> meetings;
  const auto add = [&](std::size_t family, std::size_t desk, std::size_t slot, std::size_t slots) {
    const auto& all = problem.desks[desk].slots;
    meetings.push_back({family, desk, slot, slots, Interval::make(all.at(slot).starts(), all.at(slot + slots - 1).ends()).value(), problem.desks[desk].place});
  };
  for (const auto& placed : result.placed) {
    const auto& wish = problem.wishes[placed.wish];
    add(wish.family, placed.desk, placed.slot, wish.slots);
  }
  for (const auto& fixed : problem.fixed) add(fixed.family, fixed.desk, fixed.slot, fixed.slots);
  return meetings;
}

class AnyEvening : public testing::Test {
 protected:
  /// Calls `check` with many evenings and their allocations.
  template <class Check>
  void on_many(Check check) {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      SCOPED_TRACE(testing::Message() << "seed " << seed);
      const auto problem = small_evening(seed);
      check(problem, allocate(problem));
      if (HasFailure()) return;
    }
  }
};

TEST_F(AnyEvening, MeetsOrRefusesEachWishAndNeverMoreThanTheBound) {
  on_many([](const Problem& problem, const Result& result) {
    std::set<std::size_t> seen;
    for (const auto& placed : result.placed) seen.insert(placed.wish);
    for (const auto& refused : result.refused) seen.insert(refused.wish);
    EXPECT_THAT(seen, SizeIs(problem.wishes.size()));
    EXPECT_EQ(result.placed.size() + result.refused.size(), problem.wishes.size());
    EXPECT_LE(result.placed.size(), result.bound);
  });
}

TEST_F(AnyEvening, SeatsNobodyTwiceAtADesk) {
  on_many([](const Problem& problem, const Result& result) {
    std::set<std::pair<std::size_t, std::size_t>> taken;
    for (const auto& meeting : meetings(problem, result)) {
      for (std::size_t i = 0; i < meeting.slots; ++i) EXPECT_TRUE(taken.emplace(meeting.desk, meeting.slot + i).second);
    }
  });
}

TEST_F(AnyEvening, LeavesEveryFamilyItsGapAndItsWalk) {
  on_many([](const Problem& problem, const Result& result) {
    auto all = meetings(problem, result);
    std::ranges::sort(all, {}, [](const Meeting& meeting) { return std::pair(meeting.family, meeting.when.starts()); });
    const auto fixed = [&](const Meeting& meeting) {
      return std::ranges::any_of(problem.fixed, [&](const Fixed& one) { return one.desk == meeting.desk && one.slot == meeting.slot; });
    };
    for (std::size_t i = 1; i < all.size(); ++i) {
      const auto &one = all[i - 1], &next = all[i];
      if (one.family != next.family || (fixed(one) && fixed(next))) continue;
      EXPECT_GE(next.when.starts() - one.when.ends(), problem.pace.least(one.place, next.place));
    }
  });
}

TEST_F(AnyEvening, KeepsToSlotsInARowAndToTheFamilysWindowsAndDesks) {
  on_many([](const Problem& problem, const Result& result) {
    const auto all = meetings(problem, result);
    for (std::size_t i = 0; i < result.placed.size(); ++i) {
      const auto& wish = problem.wishes[result.placed[i].wish];
      const auto& slots = problem.desks[all[i].desk].slots;
      for (std::size_t k = 1; k < wish.slots; ++k) EXPECT_EQ(slots[all[i].slot + k - 1].ends(), slots[all[i].slot + k].starts()) << "a break";
      EXPECT_THAT(wish.desks, testing::Contains(all[i].desk));
      EXPECT_TRUE(std::ranges::any_of(problem.families[wish.family].windows, [&](const Interval& window) {
        return window.starts() <= all[i].when.starts() && all[i].when.ends() <= window.ends();
      }));
    }
  });
}

TEST_F(AnyEvening, MeetsOneWishOfThoseOfWhichOnlyOneMayBe) {
  on_many([](const Problem& problem, const Result& result) {
    std::map<std::size_t, int> met;
    for (const auto& placed : result.placed) {
      if (const auto group = problem.wishes[placed.wish].only_one_of) {
        EXPECT_EQ(++met[*group], 1);
      }
    }
    for (const auto& refused : result.refused) {
      if (refused.reason == Reason::other_household) {
        EXPECT_EQ(met[*problem.wishes[refused.wish].only_one_of], 1);
      }
    }
  });
}

TEST_F(AnyEvening, MeetsNoMoreThanEachLimit) {
  on_many([](const Problem& problem, const Result& result) {
    std::vector<std::size_t> met(problem.limits.size()), fixed(problem.limits.size());
    for (const auto& one : problem.fixed) {
      if (one.limit) ++fixed[*one.limit];
    }
    for (const auto& placed : result.placed) {
      if (const auto limit = problem.wishes[placed.wish].limit) ++met[*limit];
    }
    for (std::size_t limit = 0; limit < met.size(); ++limit) EXPECT_LE(met[limit] + std::min(fixed[limit], problem.limits[limit]), problem.limits[limit]);
    for (const auto& refused : result.refused) {
      if (refused.reason != Reason::enough) continue;
      const auto limit = problem.wishes[refused.wish].limit.value();
      EXPECT_GE(met[limit] + fixed[limit], problem.limits[limit]);
    }
  });
}

TEST_F(AnyEvening, IsTheSameEachTime) {
  on_many([](const Problem& problem, const Result& result) { EXPECT_EQ(allocate(problem), result); });
}

TEST_F(AnyEvening, SaysTrulyWhyNot) {
  on_many([](const Problem& problem, const Result& result) {
    std::map<std::size_t, std::size_t> taken;
    for (const auto& meeting : meetings(problem, result)) taken[meeting.desk] += meeting.slots;
    for (const auto& refused : result.refused) {
      const auto& wish = problem.wishes[refused.wish];
      std::size_t free = 0, slots = 0;
      for (const auto desk : wish.desks) slots += problem.desks[desk].slots.size(), free += problem.desks[desk].slots.size() - taken[desk];
      EXPECT_EQ(refused.slots, slots);
      if (refused.reason == Reason::no_common_time || refused.reason == Reason::no_time_then) {
        EXPECT_GE(free, wish.slots);
      }
      if (refused.reason == Reason::ballot) {
        EXPECT_TRUE(refused.round > 0 && refused.place > 0 && refused.place <= refused.drawn);
      }
      if (refused.reason == Reason::fewer_first) {
        EXPECT_TRUE(refused.round > 0 && refused.place == 0);
      }
      const bool full = refused.reason == Reason::ballot || refused.reason == Reason::fewer_first || refused.reason == Reason::asked_first;
      if (full && wish.slots == 1) {
        EXPECT_EQ(free, 0U);
      }
    }
  });
}

/// An evening on which times are no trouble: everybody can come for all of its twelve slots, and wishes for at most six.
Problem easy_evening(std::uint64_t seed, bool with_requests) {
  Dice dice(seed);
  Problem problem{.seed = seed};
  for (int desk = 0; desk < 6; ++desk) {
    problem.desks.push_back({});
    for (int slot = 0; slot < 12; ++slot) problem.desks.back().slots.push_back(interval(slot * 5, slot * 5 + 5));
  }
  for (std::size_t family = 0; family < 30; ++family) {
    problem.families.push_back({household(family), {interval(0, 60)}});
    for (std::size_t desk = 0; desk < 6; ++desk) {
      if (dice.throw_of(2 + static_cast<std::uint32_t>(desk) / 2) != 0) continue;
      const auto rank = static_cast<int>(dice.throw_of(6)) + 1;
      problem.wishes.push_back({.family = family, .desks = {desk}, .rank = rank, .asked = with_requests && dice.throw_of(4) == 0});
    }
  }
  return problem;
}

/// By desk: how many sit there for whom `of` holds.
template <class Of>
std::map<std::size_t, std::size_t> seated(const Result& result, Of of) {
  std::map<std::size_t, std::size_t> count;
  for (const auto& placed : result.placed) count[placed.desk] += of(placed) ? 1 : 0;
  return count;
}

TEST(Fairness, RefusesARequestOnlyWhereRequestsFillTheDesk) {
  for (std::uint64_t seed = 1; seed <= kEasySeeds; ++seed) {
    const auto problem = easy_evening(seed, true);
    const auto result = allocate(problem);
    auto requests = seated(result, [&](const Placed& placed) { return problem.wishes[placed.wish].asked; });
    for (const auto& refused : result.refused) {
      if (problem.wishes[refused.wish].asked) {
        EXPECT_EQ(requests[problem.wishes[refused.wish].desks[0]], 12U) << "seed " << seed;
      }
    }
  }
}

TEST(Fairness, NobodyIsRefusedASlotThatWasGivenToSomebodyWhoHadMore) {
  for (std::uint64_t seed = 1; seed <= kEasySeeds; ++seed) {
    const auto problem = easy_evening(seed, false);
    const auto result = allocate(problem);
    std::map<std::size_t, int> has;
    for (const auto& placed : result.placed) ++has[problem.wishes[placed.wish].family];
    for (const auto& refused : result.refused) {
      const auto& wish = problem.wishes[refused.wish];
      auto later = seated(result, [&](const Placed& placed) { return placed.round > has[wish.family] + 1; });
      EXPECT_EQ(later[wish.desks[0]], 0U) << "seed " << seed;
      auto all = seated(result, [](const Placed&) { return true; });
      EXPECT_EQ(all[wish.desks[0]], 12U) << "seed " << seed;
    }
  }
}

/// The most families that can have one appointment each: Kuhn's matching of families and seats.
class FirstAppointments {
 public:
  explicit FirstAppointments(const Problem& problem) : seats_(problem.desks.size() * 12, SIZE_MAX), wishes_(problem.families.size()) {
    for (const auto& wish : problem.wishes) wishes_[wish.family].push_back(wish.desks[0]);
  }
  std::size_t most() {
    std::size_t count = 0;
    for (std::size_t family = 0; family < wishes_.size(); ++family) {
      seen_.assign(seats_.size(), false);
      count += seat(family) ? 1 : 0;
    }
    return count;
  }

 private:
  bool seat(std::size_t family) {
    for (const auto desk : wishes_[family]) {
      for (auto seat = desk * 12; seat < desk * 12 + 12; ++seat) {
        if (seen_[seat]) continue;
        seen_[seat] = true;
        if (seats_[seat] == SIZE_MAX || this->seat(seats_[seat])) return seats_[seat] = family, true;
      }
    }
    return false;
  }
  std::vector<std::size_t> seats_;
  std::vector<std::vector<std::size_t>> wishes_;
  std::vector<bool> seen_;
};

TEST(Fairness, AsManyHaveAFirstAsCan) {
  for (std::uint64_t seed = 1; seed <= kEasySeeds; ++seed) {
    auto problem = easy_evening(seed, false);
    for (std::size_t family = 30; family < 80; ++family) {  // who wish for one of two desks
      problem.families.push_back({household(family), {interval(0, 60)}});
      problem.wishes.push_back({.family = family, .desks = {family % 2}});
    }
    std::set<std::size_t> served;
    for (const auto& placed : allocate(problem).placed) served.insert(problem.wishes[placed.wish].family);
    EXPECT_EQ(served.size(), FirstAppointments(problem).most()) << "seed " << seed;
  }
}

/// Thirty families, one desk of twelve slots.
Problem crowd(std::uint64_t seed) {
  Problem problem{.desks = {{}}, .seed = seed};
  for (int slot = 0; slot < 12; ++slot) problem.desks[0].slots.push_back(interval(slot * 5, slot * 5 + 5));
  for (std::size_t family = 0; family < 30; ++family) {
    problem.families.push_back({household(family), {interval(0, 60)}});
    problem.wishes.push_back({.family = family, .desks = {0}});
  }
  return problem;
}

TEST(Ballot, DecidesWhoeverSeesATeacherThatAllWishFor) {
  const auto result = allocate(crowd(7));
  ASSERT_THAT(result.placed, SizeIs(12));
  const std::uint64_t first_draw = 0;
  std::uint64_t last_in = 0, first_out = UINT64_MAX;
  for (const auto& placed : result.placed) last_in = std::max(last_in, ballot_number(7, first_draw, household(placed.wish)));
  for (const auto& refused : result.refused) {
    first_out = std::min(first_out, ballot_number(7, first_draw, household(refused.wish)));
    EXPECT_EQ(refused.reason, Reason::ballot);
    EXPECT_EQ(std::tuple(refused.wished, refused.slots, refused.round, refused.drawn), std::tuple(30U, 12U, 1, 30U));
    EXPECT_GT(refused.place, 12U);
  }
  EXPECT_LT(last_in, first_out);
}

TEST(Fairness, WhoHasAnAppointmentWaitsForThoseWhoHaveNone) {
  auto problem = crowd(7);
  problem.desks.push_back(problem.desks[0]);
  for (std::size_t family = 0; family < 10; ++family) problem.fixed.push_back({family, 1, family, 1});
  const auto result = allocate(problem);
  EXPECT_TRUE(std::ranges::all_of(result.placed, [](const Placed& placed) { return placed.wish >= 10; }));
  for (const auto& refused : result.refused) {
    EXPECT_EQ(refused.reason, refused.wish < 10 ? Reason::fewer_first : Reason::ballot);
    EXPECT_EQ(refused.drawn, 20U);
  }
}

TEST(Ballot, IsAnotherWithAnotherSeed) {
  std::set<std::set<std::size_t>> winners;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::set<std::size_t> in;
    for (const auto& placed : allocate(crowd(seed)).placed) in.insert(placed.wish);
    winners.insert(in);
  }
  EXPECT_THAT(winners, SizeIs(20));
}

TEST(Ballot, DoesNotDependOnTheOrderInWhichFamiliesAreListed) {
  auto turned = crowd(7);
  for (std::size_t family = 0; family < 30; ++family) turned.families[family].id = household(29 - family);
  std::set<std::size_t> one, other;
  for (const auto& placed : allocate(crowd(7)).placed) one.insert(placed.wish);
  for (const auto& placed : allocate(turned).placed) other.insert(29 - placed.wish);
  EXPECT_EQ(one, other);
}

TEST(Ballot, NumbersAreTheSameOnEveryMachine) { EXPECT_EQ(Dice(1234567).next(), 6457827717110365317U) << "SplitMix64's published first number"; }

TEST(Reasons, TellWhatStoodInTheWay) {
  Problem problem{.desks = {{{}, {interval(0, 5), interval(5, 10)}}, {{}, {interval(0, 5)}}}};
  problem.families = {{household(1), {interval(0, 10)}}, {household(2), {interval(60, 90)}}, {household(3), {interval(0, 5)}}};
  problem.fixed = {{0, 1, 0, 1}};
  problem.wishes = {{.family = 0, .desks = {1}},           // full of what was before
                    {.family = 1, .desks = {0}},           // never there at the same time
                    {.family = 2, .desks = {}},            // nobody there at all
                    {.family = 0, .desks = {0}, .slots = 3},  // longer than the desk sits
                    {.family = 2, .desks = {0}},
                    {.family = 2, .desks = {0}}};          // the second slot is free, but not for them
  std::map<std::size_t, Reason> reasons;
  for (const auto& refused : allocate(problem).refused) reasons[refused.wish] = refused.reason;
  EXPECT_THAT(reasons, testing::ElementsAre(testing::Pair(0, Reason::asked_first), testing::Pair(1, Reason::outside_windows), testing::Pair(2, Reason::not_there),
                                            testing::Pair(3, Reason::not_there), testing::Pair(5, Reason::no_time_then)));
}

/// One desk of six slots with a break after the third, and twelve families that can always come.
Problem short_desk(std::size_t long_ones) {
  Problem problem{.desks = {{}}, .seed = 3};
  for (int slot = 0; slot < 6; ++slot) problem.desks[0].slots.push_back(interval(slot * 5 + (slot > 2 ? 10 : 0), slot * 5 + 5 + (slot > 2 ? 10 : 0)));
  for (std::size_t family = 0; family < 12; ++family) {
    problem.families.push_back({household(family), {interval(0, 60)}});
    problem.wishes.push_back({.family = family, .desks = {0}, .slots = family < long_ones ? 2U : 1U});
  }
  return problem;
}

TEST(Bound, CountsAllSlotsOfALongAppointment) {
  EXPECT_EQ(allocate(short_desk(0)).bound, 6U);
  EXPECT_EQ(allocate(short_desk(12)).bound, 2U) << "one before the break and one after it";
  EXPECT_EQ(allocate(short_desk(12)).placed.size(), 2U);
  EXPECT_EQ(allocate(short_desk(9)).bound, 4U) << "three short ones and a long one";
  EXPECT_EQ(allocate(short_desk(3)).bound, 6U);
}

TEST(Bound, CountsALimitOfOneFamily) {
  auto problem = short_desk(0);
  problem.limits = {2};
  for (auto& wish : problem.wishes) wish = {.family = 0, .desks = {0}, .limit = 0};
  const auto result = allocate(problem);
  EXPECT_EQ(result.bound, 2U);
  EXPECT_EQ(result.placed.size(), 2U);
  EXPECT_EQ(result.refused.front().reason, Reason::enough);
}

TEST(Allocation, OfNothingIsNothing) { EXPECT_THAT(allocate({}).placed, IsEmpty()); }

TEST(Allocation, OfAWholeSchoolPlacesNinetyNineInAHundredOfTheBound) {
  const auto result = allocate(sample_evening(1));
  EXPECT_GE(static_cast<double>(result.placed.size()), 0.99 * static_cast<double>(result.bound));
  EXPECT_LE(result.mean_wait, 15);
  EXPECT_LE(result.longest_wait, minutes(60));
}

/// The bound refuses long wishes first, the rounds do not: who needs a long appointment has the same turn.
TEST(Allocation, WithLongAppointmentsRefusesThoseNoMoreThanOthers) {
  const auto problem = sample_evening(1, {false, 15, 10});
  const auto result = allocate(problem);
  EXPECT_GE(static_cast<double>(result.placed.size()), 0.93 * static_cast<double>(result.bound));
  const auto is_long = [&](const auto& one) { return problem.wishes[one.wish].slots > 1; };
  const auto placed = static_cast<double>(std::ranges::count_if(result.placed, is_long)), refused = static_cast<double>(std::ranges::count_if(result.refused, is_long));
  const auto all = static_cast<double>(result.placed.size()) / static_cast<double>(problem.wishes.size());
  EXPECT_GE(placed / (placed + refused), 0.85 * all);
  EXPECT_LE(result.mean_wait, 15);
  EXPECT_LE(result.longest_wait, minutes(120));
}

}  // namespace
}  // namespace lodge::parents_evening::test
