#include "sample_evening.h"

#include "ballot.h"
#include "itinerary.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace lodge::parents_evening::test {
namespace {

using allocation::Dice;
using itinerary::adjust;
using itinerary::find;
using itinerary::Itinerary;
using itinerary::nearest;
using itinerary::Option;
using itinerary::Problem;
using itinerary::Stop;
using itinerary::Wish;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t kSeeds = 300;

/// A little of anything: up to four wishes with up to five options each, two dates, fixed appointments, any gap.
Problem any_problem(std::uint64_t seed) {
  Dice dice(seed);
  const auto roll = [&](int from, int to) { return from + static_cast<int>(dice.throw_of(static_cast<std::uint32_t>(to - from + 1))); };
  const auto option = [&] {
    const int from = roll(0, 50), date = roll(0, 5) / 5;
    return Option{interval(from, from + roll(4, 12), date), {roll(Place::kAtHome, 1)}};
  };
  Problem problem{.windows = {interval(roll(0, 20), roll(40, 70)), interval(0, 60, 1)},
                  .pace = {static_cast<Gap>(roll(0, 2)), minutes(roll(0, 6)), Walking(2, minutes(roll(0, 9)))}};
  for (int wishes = roll(1, 4); wishes > 0; --wishes) {
    auto& wish = problem.wishes.emplace_back(Wish{.asked = roll(0, 3) == 0});
    for (int options = roll(0, 5); options > 0; --options) wish.options.push_back(option());
  }
  for (int fixed = roll(0, 4) - 2; fixed > 0; --fixed) problem.fixed.push_back(option());
  return problem;
}

/// All that the family would have, by time; whether that can be is another question.
std::vector<Span> evening(const Problem& problem, const std::vector<Stop>& stops) {
  std::vector<Span> spans;
  for (const auto& fixed : problem.fixed) spans.push_back(span_of(fixed.when, fixed.place));
  for (const auto& stop : stops) {
    const auto& option = problem.wishes[stop.wish].options[stop.option];
    spans.push_back(span_of(option.when, option.place));
  }
  std::ranges::sort(spans, {}, &Span::starts);
  return spans;
}

/// Each stop in the windows, and no two stops, nor a stop and a fixed appointment, too near.
bool can_be(const Problem& problem, const std::vector<Stop>& stops) {
  for (std::size_t i = 0; i < stops.size(); ++i) {
    const auto one = evening({.wishes = problem.wishes}, {stops[i]})[0];
    if (!within(problem.windows, one)) return false;
    const auto others = evening({.wishes = problem.wishes, .fixed = problem.fixed}, {stops.begin(), stops.begin() + static_cast<std::ptrdiff_t>(i)});
    if (!std::ranges::all_of(others, [&](const Span& other) { return apart(problem.pace, one, other); })) return false;
  }
  return true;
}

minutes weight_of(const Problem& problem, const std::vector<Stop>& stops) {
  const auto spans = evening(problem, stops);
  minutes sum(0);
  for (std::size_t i = 1; i < spans.size(); ++i) {
    sum += weight(problem.pace, spans[i].starts - spans[i - 1].ends, spans[i - 1].place, spans[i].place);
  }
  return sum;
}

using Merit = std::tuple<std::ptrdiff_t, std::size_t, minutes>;

Merit merit(const Problem& problem, const std::vector<Stop>& stops) {
  const auto asked = std::ranges::count_if(stops, [&](const Stop& stop) { return problem.wishes[stop.wish].asked; });
  return {asked, stops.size(), -weight_of(problem, stops)};
}

/// Tries every option of every wish, and none.
void try_all(const Problem& problem, std::size_t wish, std::vector<Stop>& stops, Merit& best) {
  if (!can_be(problem, stops)) return;
  if (wish == problem.wishes.size()) {
    best = std::max(best, merit(problem, stops));
    return;
  }
  try_all(problem, wish + 1, stops, best);
  for (std::size_t option = 0; option < problem.wishes[wish].options.size(); ++option) {
    stops.push_back({wish, option});
    try_all(problem, wish + 1, stops, best);
    stops.pop_back();
  }
}

bool fixed_are_apart(const Problem& problem) {
  for (std::size_t i = 1; i < problem.fixed.size(); ++i) {
    if (!apart(problem.pace, span_of(problem.fixed[0].when, problem.fixed[0].place), span_of(problem.fixed[i].when, problem.fixed[i].place))) return false;
  }
  return true;
}

TEST(Itinerary, IsAsGoodAsTheBestOfAllThatCanBe) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const auto problem = any_problem(seed);
    const auto found = find(problem);
    ASSERT_TRUE(can_be(problem, found.stops)) << "seed " << seed;
    if (!fixed_are_apart(problem)) continue;
    std::vector<Stop> stops;
    Merit best = {-1, 0, minutes::min()};
    try_all(problem, 0, stops, best);
    ASSERT_EQ(merit(problem, found.stops), best) << "seed " << seed;
    EXPECT_EQ(found.stops.size() + found.left_out.size(), problem.wishes.size());
    EXPECT_EQ(find(problem), found);
  }
}

/// Free at these minutes, five minutes long, in a building.
Wish wish(std::vector<int> times, int building = 0, bool asked = false) {
  Wish wish{.asked = asked};
  for (const auto time : times) wish.options.push_back({interval(time, time + 5), {building}});
  return wish;
}

Problem problem(std::vector<Wish> wishes) { return {.wishes = std::move(wishes), .windows = {interval(0, 180)}}; }

std::vector<int> times(const Problem& problem, const Itinerary& itinerary) {
  std::vector<int> times;
  for (const auto& span : evening({.wishes = problem.wishes}, itinerary.stops)) {
    times.push_back(static_cast<int>((span.starts - at(0).time_since_epoch()) / minutes(1)));
  }
  return times;
}

TEST(Itinerary, SeesOneAfterTheOtherWithoutWaiting) {
  const auto evening = problem({wish({0, 50, 55}), wish({10, 60}), wish({0, 65, 90})});
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(55, 60, 65));
  EXPECT_EQ(find(evening).wait, minutes(0));
}

TEST(Itinerary, SeesWhoeverAsksBeforeWhoeverIsDearer) {
  const auto evening = problem({wish({0}), wish({0}, 0, true)});
  EXPECT_THAT(find(evening).stops, ElementsAre(Stop{1, 0}));
  EXPECT_THAT(find(evening).left_out, ElementsAre(0));
}

TEST(Itinerary, LeavesTimeToWalkAndSaysHowMuch) {
  auto evening = problem({wish({0}, 0), wish({5, 10}, 1)});
  evening.pace.walking = Walking(2, minutes(4));
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(0, 10));
  EXPECT_EQ(find(evening).walk, minutes(4));
  EXPECT_EQ(find(evening).wait, minutes(1));
}

TEST(Itinerary, IsBuiltAroundWhatTheFamilyHas) {
  auto evening = problem({wish({0, 20, 45}), wish({5, 25, 30, 90})});
  evening.fixed = {{interval(25, 30), {0}}};
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(20, 30));
}

TEST(Itinerary, AvoidsAGapThatIsTooShortButTakesItRatherThanLoseSomebody) {
  auto evening = problem({wish({0}), wish({5, 10})});
  evening.pace = {Gap::avoid, minutes(5), {}};
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(0, 10));
  evening.wishes[1].options.pop_back();
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(0, 5));
  evening.pace.gap = Gap::forbid;
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(0));
}

TEST(Itinerary, IsOneVisitWhereItCanBe) {
  auto evening = problem({{.options = {{interval(0, 5)}, {interval(0, 5, 1)}}}, {.options = {{interval(50, 55)}, {interval(60, 65, 1)}}}});
  evening.windows.push_back(interval(0, 180, 1));
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(0, 50));
}

TEST(Itinerary, OfMoreThanADozenWishesSeesWhoeverAsksFirst) {
  Problem evening = problem({});
  for (int i = 0; i < 13; ++i) evening.wishes.push_back(wish({5 * i, 5 * i + 5, 5 * i + 10}));
  evening.wishes.push_back(wish({20}, 0, true));
  const auto found = find(evening);
  EXPECT_TRUE(can_be(evening, found.stops));
  EXPECT_THAT(found.stops, testing::Contains(Stop{13, 0}));
  EXPECT_THAT(found.left_out, IsEmpty());
}

TEST(Itinerary, OfNothingIsNothing) {
  EXPECT_THAT(find({}).stops, IsEmpty());
  EXPECT_THAT(find(problem({wish({}), wish({500})})).left_out, ElementsAre(0, 1));
}

TEST(Itinerary, IsFoundEvenWhereFixedAppointmentsTouch) {
  auto evening = problem({wish({0, 20})});
  evening.pace = {Gap::forbid, minutes(5), {}};
  evening.fixed = {{interval(5, 10), {0}}, {interval(10, 15), {0}}};
  EXPECT_THAT(times(evening, find(evening)), ElementsAre(20));
}

TEST(Adjusted, MovesNothingElseWhereNothingIsInTheWay) {
  const auto evening = problem({wish({0, 30}), wish({5, 35})});
  const auto adjusted = adjust(evening, find(evening), 0, 1);
  ASSERT_TRUE(adjusted);
  EXPECT_THAT(adjusted->itinerary.stops, ElementsAre(Stop{1, 0}, Stop{0, 1}));
  EXPECT_THAT(adjusted->moved, IsEmpty());
  EXPECT_THAT(adjusted->lost, IsEmpty());
}

TEST(Adjusted, SaysWhoMustMoveAndWhoIsLost) {
  const auto evening = problem({wish({0, 5}), wish({5, 10}), wish({10}), wish({20})});
  const auto before = find(evening);
  ASSERT_THAT(times(evening, before), ElementsAre(0, 5, 10, 20));
  const auto adjusted = adjust(evening, before, 0, 1);
  ASSERT_TRUE(adjusted);
  EXPECT_EQ(adjusted->lost.size(), 1U) << "three cannot have two times";
  EXPECT_EQ(adjusted->itinerary.stops.size(), 3U);
  EXPECT_THAT(adjusted->moved, IsEmpty()) << "of two ways to lose one, the one that moves nobody";
}

TEST(Adjusted, MovesAsFewAsCanBe) {
  const auto evening = problem({wish({0, 5}), wish({5, 40}), wish({10, 50})});
  const auto adjusted = adjust(evening, find(evening), 0, 1);
  ASSERT_TRUE(adjusted);
  EXPECT_THAT(adjusted->moved, ElementsAre(1));
  EXPECT_THAT(times(evening, adjusted->itinerary), ElementsAre(5, 10, 40));
}

TEST(Adjusted, CanAlwaysBeAndLeavesAloneWhatIsNotInTheWay) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const auto problem = any_problem(seed);
    const auto before = find(problem);
    for (const auto& stop : before.stops) {
      for (std::size_t option = 0; option < problem.wishes[stop.wish].options.size(); ++option) {
        const auto adjusted = adjust(problem, before, stop.wish, option);
        auto with_others_still = before.stops;
        std::ranges::find(with_others_still, stop)->option = option;
        EXPECT_EQ(adjusted.has_value(), can_be(problem, {{stop.wish, option}})) << "seed " << seed;
        if (!adjusted) continue;
        EXPECT_TRUE(can_be(problem, adjusted->itinerary.stops)) << "seed " << seed;
        EXPECT_THAT(adjusted->itinerary.stops, testing::Contains(Stop{stop.wish, option}));
        EXPECT_EQ(adjusted->itinerary.stops.size() + adjusted->lost.size(), before.stops.size()) << "seed " << seed;
        EXPECT_EQ(adjusted->moved.empty() && adjusted->lost.empty(), can_be(problem, with_others_still)) << "seed " << seed;
      }
    }
  }
}

TEST(Adjusted, IsNothingWhereTheFamilyCannotCome) {
  auto evening = problem({wish({0, 30, 500})});
  evening.fixed = {{interval(25, 31), {0}}};
  EXPECT_FALSE(adjust(evening, find(evening), 0, 1));
  EXPECT_FALSE(adjust(evening, find(evening), 0, 2));
}

TEST(Nearest, AreFreeFitTheOthersAndTheEarlierOfTwoGoesFirst) {
  auto evening = problem({wish({0, 20, 25, 30, 40, 50})});
  evening.fixed = {{interval(26, 32), {0}}};
  EXPECT_THAT(nearest(evening, 0, at(30), 3), ElementsAre(1, 4, 5));
  EXPECT_THAT(nearest(evening, 0, at(45), 2), ElementsAre(4, 5));
}

}  // namespace
}  // namespace lodge::parents_evening::test
