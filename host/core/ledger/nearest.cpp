#include "core/ledger/nearest.h"

#include <algorithm>

namespace lodge::core::ledger {
namespace {

/// Answers at once whether a stretch of a leaf has room, by counting its full atoms beforehand.
class Room {
 public:
  Room(const Window& window, int units) : leaf_(window.leaf), first_(window.first), full_before_{0} {
    for (const auto used : window.used) full_before_.push_back(full_before_.back() + (used + units > window.leaf.units ? 1 : 0));
  }
  bool between(Instant from, Instant to) const {
    const auto first = atom_of(from, leaf_.grid) - first_, end = atom_of(to, leaf_.grid) - first_;
    if (first < 0 || end >= static_cast<std::int64_t>(full_before_.size())) return false;
    return full_before_[static_cast<std::size_t>(first)] == full_before_[static_cast<std::size_t>(end)];
  }

 private:
  Leaf leaf_;
  std::int64_t first_;
  std::vector<int> full_before_;
};

class Search {
 public:
  Search(const Shape& shape, const Want& want, std::span<const Window> windows, Instant earliest)
      : shape_(shape), want_(want), earliest_(earliest) {
    for (const auto& window : windows) rooms_.emplace_back(window, want.units);
  }

  std::vector<Want> run() {
    for (std::chrono::microseconds away = shape_.resource.grid; away <= kLookAround && found_.size() < kMostTimes;
         away += shape_.resource.grid) {
      try_at(want_.when.starts() - away, before_);
      try_at(want_.when.starts() + away, after_);
    }
    return std::move(found_);
  }

 private:
  void try_at(Instant starts, std::size_t& of_this_side) {
    if (starts < earliest_ || found_.size() == kMostTimes || of_this_side == kMostTimes - 1) return;
    const auto when = Interval::make(starts, starts + want_.when.length()).value();
    const bool touches = std::ranges::any_of(found_, [&](const Want& one) { return one.when.overlaps(when); });
    if (touches || !has_room(when)) return;
    found_.push_back({want_.resource, when, want_.units});
    ++of_this_side;
  }
  bool has_room(const Interval& when) const {
    const auto from = when.starts() - shape_.resource.turn_round_before, to = when.ends() + shape_.resource.turn_round_after;
    return std::ranges::all_of(rooms_, [&](const Room& room) { return room.between(from, to); });
  }

  const Shape& shape_;
  const Want& want_;
  Instant earliest_;
  std::vector<Room> rooms_;
  std::vector<Want> found_;
  std::size_t before_ = 0, after_ = 0;
};

}  // namespace

Window empty_window(const Shape& shape, const Leaf& leaf, const Want& want) {
  const auto first = atom_of(want.when.starts() - shape.resource.turn_round_before - kLookAround, leaf.grid);
  const auto end = atom_of(want.when.ends() + shape.resource.turn_round_after + kLookAround, leaf.grid) + 1;
  return {leaf, first, std::vector<int>(static_cast<std::size_t>(end - first), 0)};
}

std::vector<Want> nearest_times(const Shape& shape, const Want& want, std::span<const Window> windows, Instant earliest) {
  return Search(shape, want, windows, earliest).run();
}

}  // namespace lodge::core::ledger
