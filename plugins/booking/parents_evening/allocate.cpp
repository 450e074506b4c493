#include "allocate.h"

#include "bound.h"
#include "packing.h"
#include "reasons.h"

#include <algorithm>

namespace lodge::parents_evening::allocation {
namespace {

std::vector<Placed> placed(const Timetable& timetable, const Rounds& rounds) {
  std::vector<Placed> placed;
  for (std::size_t wish = 0; wish < timetable.problem().wishes.size(); ++wish) {
    const auto slot = timetable.at(wish);
    if (slot == kNone) continue;
    const auto desk = timetable.desk_of(slot);
    placed.push_back({wish, desk, slot - timetable.first_slot(desk), rounds.draws()[rounds.drawn_in(wish)].round, timetable.interpreter(wish)});
  }
  return placed;
}

void add_waits(const Timetable& timetable, Result& result) {
  std::size_t families = 0;
  std::chrono::minutes sum(0);
  for (std::size_t family = 0; family < timetable.problem().families.size(); ++family) {
    const auto wait = timetable.wait(family);
    families += timetable.diary(family).empty() ? 0 : 1;
    sum += wait;
    result.longest_wait = std::max(result.longest_wait, wait);
  }
  if (families > 0) result.mean_wait = static_cast<double>(sum.count()) / static_cast<double>(families);
}

}  // namespace

Result allocate(const Problem& problem, const Watch& watch) {
  Timetable timetable(problem);
  Rounds rounds(timetable);
  rounds.run(watch);
  pack(timetable, watch);
  Result result{.placed = placed(timetable, rounds), .refused = reasons(timetable, rounds), .bound = upper_bound(timetable)};
  add_waits(timetable, result);
  return result;
}

}  // namespace lodge::parents_evening::allocation
