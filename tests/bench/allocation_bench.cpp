// The allocation of an evening of 1,200 students, 96 teachers and 36 slots; and "find me times" for eight of them.
//   bench_allocation [seed]
#include "plugins/parents_evening/sample_evening.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace lodge::parents_evening::test {
namespace {

using Ticks = std::chrono::steady_clock;

double since(Ticks::time_point start) { return std::chrono::duration<double>(Ticks::now() - start).count(); }

void allocate_evening(const char* name, const allocation::Problem& problem) {
  const auto start = Ticks::now();
  const auto result = allocation::allocate(problem);
  const auto seconds = since(start);
  fmt::print("{}: {} families, {} wishes\n", name, problem.families.size(), problem.wishes.size());
  fmt::print("  placed / bound   {:9.4f}  ({} of {})\n", static_cast<double>(result.placed.size()) / static_cast<double>(result.bound),
             result.placed.size(), result.bound);
  fmt::print("  mean wait        {:9.2f}  min\n", result.mean_wait);
  fmt::print("  longest wait     {:9}  min\n", result.longest_wait.count());
  fmt::print("  seconds          {:9.2f}\n", seconds);
}

}  // namespace
}  // namespace lodge::parents_evening::test

int main(int argc, char** argv) {
  using namespace lodge::parents_evening::test;
  const std::uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
  allocate_evening("3 to 7 wishes a household", sample_evening(seed));
  allocate_evening("3 to 7 wishes for each child", sample_evening(seed, true));
  return 0;
}
