// The allocation of an evening of 1,200 students, 96 teachers and 36 slots; and "find me times" for eight of them.
//   bench_allocation [seed]
#include "plugins/parents_evening/sample_evening.h"

#include "ballot.h"
#include "itinerary.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace lodge::parents_evening::test {
namespace {

using Ticks = std::chrono::steady_clock;

double since(Ticks::time_point start) { return std::chrono::duration<double>(Ticks::now() - start).count(); }

/// Prints what an evening's round comes to, and tells whether the goals are kept: 99 of 100 that a bound allows, within a minute.
bool allocate_evening(const char* name, const allocation::Problem& problem) {
  const auto start = Ticks::now();
  const auto result = allocation::allocate(problem);
  const auto seconds = since(start);
  fmt::print("{}: {} families, {} wishes\n", name, problem.families.size(), problem.wishes.size());
  const auto share = static_cast<double>(result.placed.size()) / static_cast<double>(result.bound);
  fmt::print("  placed / bound   {:9.4f}  ({} of {})\n", share, result.placed.size(), result.bound);
  fmt::print("  mean wait        {:9.2f}  min\n", result.mean_wait);
  fmt::print("  longest wait     {:9}  min\n", result.longest_wait.count());
  fmt::print("  seconds          {:9.2f}\n", seconds);
  return share >= 0.99 && seconds < 60;
}

/// "Find me times" at an evening where `free` of a hundred slots are left, in three buildings.
void find_times(std::uint32_t teachers, std::uint32_t free, std::uint64_t seed) {
  constexpr int kTimes = 50;
  allocation::Dice dice(seed);
  double longest = 0, sum = 0;
  std::size_t seen = 0;
  for (int time = 0; time < kTimes; ++time) {
    itinerary::Problem problem{.windows = {interval(0, 180)}, .pace = {Gap::avoid, std::chrono::minutes(5), Walking(3, std::chrono::minutes(4))}};
    for (std::uint32_t teacher = 0; teacher < teachers; ++teacher) {
      auto& wish = problem.wishes.emplace_back();
      const auto building = static_cast<int>(teacher % 3);
      for (int slot = 0; slot < 36; ++slot) {
        if (dice.throw_of(100) < free) wish.options.push_back({interval(slot * 5, slot * 5 + 5), {building}});
      }
    }
    const auto start = Ticks::now();
    seen += itinerary::find(problem).stops.size();
    longest = std::max(longest, since(start));
    sum += since(start);
  }
  fmt::print("  {:2} teachers, {:3} % free: mean {:6.2f} ms, longest {:6.2f} ms, sees {:.1f}\n", teachers, free, sum / kTimes * 1e3, longest * 1e3,
             static_cast<double>(seen) / kTimes);
}

}  // namespace
}  // namespace lodge::parents_evening::test

int main(int argc, char** argv) {
  using namespace lodge::parents_evening::test;
  const std::uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
  bool kept = allocate_evening("3 to 7 wishes a household", sample_evening(seed));
  kept = allocate_evening("3 to 7 wishes for each child", sample_evening(seed, {true, 15, 0})) && kept;
  kept = allocate_evening("3 to 7 wishes a contact", sample_evening(seed, {false, 100, 0})) && kept;
  allocate_evening("one wish in ten takes two slots", sample_evening(seed, {false, 15, 10}));
  std::printf("find me times\n");
  for (const std::uint32_t teachers : {5U, 8U, 12U}) {
    for (const std::uint32_t free : {100U, 30U, 5U}) find_times(teachers, free, seed);
  }
  return kept ? 0 : 1;
}
