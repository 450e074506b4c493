#include "chains.h"

#include <algorithm>

namespace lodge::parents_evening::allocation {
namespace {

constexpr int kDeepest = 8, kTrials = 3'000;

}  // namespace

Chains::Chains(Timetable& timetable) : timetable_(timetable), held_(timetable.jobs()) {
  for (std::size_t job = 0; job < timetable.jobs(); ++job) {
    seen_.emplace_back(timetable.job(job).options.size());
    held_[job] = timetable.job(job).fixed;
  }
}

bool Chains::seat(std::size_t job, std::size_t only) {
  if (!has_room(job, only) || timetable_.group_taken(job) || timetable_.limit_reached(job)) return false;
  trials_ = kTrials;
  for (int depth = 0; depth <= kDeepest && trials_ > 0; ++depth) {
    ++search_;
    if (search(job, only, depth)) return true;
  }
  return false;
}

/// Chains move people in time, so a wish can only be met where a seat is left at one of its desks.
bool Chains::has_room(std::size_t job, std::size_t only) const {
  return std::ranges::any_of(timetable_.problem().wishes[job].desks, [&](std::size_t desk) {
    return (only == kNone || desk == only) && timetable_.seats_left(desk) >= timetable_.job(job).slots;
  });
}

bool Chains::search(std::size_t job, std::size_t only, int depth) {
  if (take_free(job, only)) return true;
  if (depth == 0) return false;
  const auto& options = timetable_.job(job).options;
  held_[job] = true;
  bool done = false;
  for (std::size_t i = 0; i < options.size() && !done && trials_ > 0; ++i) {
    done = allowed(options[i], only) && !visited(job, i) && eject(job, options[i], depth);
  }
  held_[job] = false;
  return done;
}

bool Chains::visited(std::size_t job, std::size_t option) {
  --trials_;
  return std::exchange(seen_[job][option], search_) == search_;
}

/// Of the times that are free on both sides, the one that burdens the family least.
bool Chains::take_free(std::size_t job, std::size_t only) {
  auto best = kNone;
  auto least = std::chrono::minutes::max();
  for (const auto slot : timetable_.job(job).options) {
    if (!allowed(slot, only) || !timetable_.fits(job, slot)) continue;
    const auto mark = timetable_.mark();
    timetable_.put(job, slot);
    const auto burden = timetable_.burden(timetable_.job(job).family);
    timetable_.undo(mark);
    if (burden < least) best = slot, least = burden;
  }
  if (best == kNone) return false;
  timetable_.put(job, best);
  return true;
}

bool Chains::eject(std::size_t job, std::size_t slot, int depth) {
  std::vector<std::size_t> others;
  timetable_.in_the_way(job, slot, others);
  const auto interpreted = timetable_.problem().families[timetable_.job(job).family].language ? 1U : 0U;
  if (others.size() > timetable_.job(job).slots + 1 + interpreted || std::ranges::any_of(others, [&](std::size_t other) { return held_[other]; })) return false;
  const auto mark = timetable_.mark();
  for (const auto other : others) timetable_.take(other);
  timetable_.put(job, slot);
  if (std::ranges::all_of(others, [&](std::size_t other) { return search(other, kNone, depth - 1); })) return true;
  timetable_.undo(mark);
  return false;
}

}  // namespace lodge::parents_evening::allocation
