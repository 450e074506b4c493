#include "packing.h"

#include "ballot.h"

#include <algorithm>

namespace lodge::parents_evening::allocation {
namespace {

using std::chrono::minutes;

constexpr std::size_t kStepsForEach = 1'000;  ///< seated wish
constexpr std::uint32_t kFirstThreshold = 30;
constexpr std::size_t kParts = 20;  ///< after each of which progress is told

class Packing {
 public:
  explicit Packing(Timetable& timetable) : timetable_(timetable), dice_(timetable.problem().seed) {
    for (std::size_t job = 0; job < timetable.jobs(); ++job) {
      if (timetable.at(job) != kNone && timetable.job(job).options.size() > 1) movable_.push_back(job);
    }
  }

  void run(const Watch& watch) {
    const auto steps = movable_.size() * kStepsForEach;
    const auto part = steps / kParts + 1;
    for (std::size_t step = 0; step < steps; ++step) {
      if (watch && step % part == 0) watch({Phase::packing, step * 100 / steps, 100});
      const auto threshold = static_cast<std::uint32_t>((steps - step) * kFirstThreshold / steps);
      try_one(minutes(dice_.throw_of(threshold + 1)));
      timetable_.forget();
    }
  }

 private:
  template <class List>
  auto any_of(const List& list) {
    return list[dice_.throw_of(static_cast<std::uint32_t>(list.size()))];
  }

  /// Moves somebody somewhere, unless that makes things worse by more than `tolerance`.
  void try_one(minutes tolerance) {
    const auto job = any_of(movable_);
    const auto to = any_of(timetable_.job(job).options), from = timetable_.at(job);
    const auto other = who_leaves(job, to);
    if (to == from || !other) return;
    const auto before = burden(job, *other);
    const auto mark = timetable_.mark();
    if (!change(job, *other, from, to) || burden(job, *other) > before + tolerance) timetable_.undo(mark);
  }

  /// The one job in the way at `to`, or kNone; nothing if they are more or it cannot move.
  std::optional<std::size_t> who_leaves(std::size_t job, std::size_t to) const {
    auto other = kNone;
    for (std::size_t i = 0; i < timetable_.job(job).slots; ++i) {
      const auto occupant = timetable_.occupant(to + i);
      if (occupant == kNone || occupant == job) continue;
      const auto& there = timetable_.job(occupant);
      if (i > 0 || timetable_.at(occupant) != to || there.slots != timetable_.job(job).slots) return std::nullopt;
      if (!std::ranges::binary_search(there.options, timetable_.at(job))) return std::nullopt;
      other = occupant;
    }
    return other;
  }

  bool change(std::size_t job, std::size_t other, std::size_t from, std::size_t to) {
    timetable_.take(job);
    if (other != kNone) timetable_.take(other);
    if (!timetable_.fits(job, to)) return false;
    timetable_.put(job, to);
    if (other == kNone) return true;
    if (!timetable_.fits(other, from)) return false;
    timetable_.put(other, from);
    return true;
  }

  minutes burden(std::size_t job, std::size_t other) const {
    const auto family = timetable_.job(job).family;
    const bool two = other != kNone && timetable_.job(other).family != family;
    return timetable_.burden(family) + (two ? timetable_.burden(timetable_.job(other).family) : minutes(0));
  }

  Timetable& timetable_;
  Dice dice_;
  std::vector<std::size_t> movable_;
};

}  // namespace

void pack(Timetable& timetable, const Watch& watch) { Packing(timetable).run(watch); }

}  // namespace lodge::parents_evening::allocation
