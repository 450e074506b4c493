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
    if (to == from || !find_leaving(job, from, to)) return;
    const auto before = burden(job);
    const auto mark = timetable_.mark();
    if (!change(job, to) || burden(job) > before + tolerance) timetable_.undo(mark);
  }

  /// Who is in the way at `to`, and each one's slot in exchange; false if one of them cannot go there.
  bool find_leaving(std::size_t job, std::size_t from, std::size_t to) {
    leaving_.clear();
    const auto end = to + timetable_.job(job).slots;
    for (auto slot = to; slot < end; ++slot) {
      const auto other = timetable_.occupant(slot);
      if (other == kNone || other == job || (!leaving_.empty() && leaving_.back().first == other)) continue;
      const auto starts = timetable_.at(other);
      const auto in_exchange = from + (starts - to);
      if (starts < to || starts + timetable_.job(other).slots > end) return false;
      if (!std::ranges::binary_search(timetable_.job(other).options, in_exchange)) return false;
      leaving_.emplace_back(other, in_exchange);
    }
    return true;
  }

  bool change(std::size_t job, std::size_t to) {
    timetable_.take(job);
    for (const auto& [other, where] : leaving_) timetable_.take(other);
    if (!timetable_.fits(job, to)) return false;
    timetable_.put(job, to);
    for (const auto& [other, where] : leaving_) {
      if (!timetable_.fits(other, where)) return false;
      timetable_.put(other, where);
    }
    return true;
  }

  /// Of each family that takes part, once.
  minutes burden(std::size_t job) const {
    auto sum = timetable_.burden(timetable_.job(job).family);
    for (auto one = leaving_.begin(); one != leaving_.end(); ++one) {
      const auto family = timetable_.job(one->first).family;
      const auto known = [&](const auto& earlier) { return timetable_.job(earlier.first).family == family; };
      if (family != timetable_.job(job).family && std::none_of(leaving_.begin(), one, known)) sum += timetable_.burden(family);
    }
    return sum;
  }

  Timetable& timetable_;
  Dice dice_;
  std::vector<std::size_t> movable_;
  std::vector<std::pair<std::size_t, std::size_t>> leaving_;  ///< who makes room, and where each goes
};

}  // namespace

void pack(Timetable& timetable, const Watch& watch) { Packing(timetable).run(watch); }

}  // namespace lodge::parents_evening::allocation
