#pragma once
#include "evening.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <span>
#include <tuple>
#include <vector>

namespace lodge::parents_evening {

/// Where an appointment is, as far as feet are concerned.
struct Place {
  static constexpr int kAtHome = -1;  ///< online or by telephone
  int building = kAtHome;             ///< an index of Walking
  bool operator==(const Place&) const = default;
};

/// Minutes on foot between buildings, the same both ways; none within a building, to or from home, or where nothing was said.
class Walking {
 public:
  Walking() = default;
  /// As long from any building to any other.
  explicit Walking(int buildings, std::chrono::minutes time = {}) : buildings_(buildings), minutes_(cell(buildings, 0), time) {
    for (int building = 0; building < buildings; ++building) set(building, building, {});
  }

  void set(int one, int other, std::chrono::minutes time) { minutes_[cell(one, other)] = minutes_[cell(other, one)] = time; }
  std::chrono::minutes between(Place one, Place other) const {
    return known(one) && known(other) ? minutes_[cell(one.building, other.building)] : std::chrono::minutes(0);
  }

 private:
  bool known(Place place) const { return place.building >= 0 && place.building < buildings_; }
  std::size_t cell(int row, int column) const { return static_cast<std::size_t>(row * buildings_ + column); }

  int buildings_ = 0;
  std::vector<std::chrono::minutes> minutes_;
};

/// How fast a family may be asked to go from one appointment to the next. It walks within the gap, not after it.
struct Pace {
  Gap gap = Gap::allow;
  std::chrono::minutes gap_length{0};
  Walking walking = {};

  std::chrono::minutes always_kept() const { return gap == Gap::forbid ? gap_length : std::chrono::minutes(0); }
  /// The least time from the end of one appointment to the start of the next.
  std::chrono::minutes least(Place from, Place to) const {
    return std::max(walking.between(from, to), always_kept());
  }
};

/// A time at a place, in whole minutes since 1970, which is the grid of a household's diary.
struct Span {
  std::chrono::minutes starts{0}, ends{0};
  Place place;
};

inline Span span_of(Interval when, Place place) {
  using std::chrono::minutes;
  return {std::chrono::floor<minutes>(when.starts()).time_since_epoch(), std::chrono::ceil<minutes>(when.ends()).time_since_epoch(), place};
}

inline bool within(std::span<const Interval> windows, const Span& span) {
  return std::ranges::any_of(windows, [&](const Interval& window) {
    const auto open = span_of(window, {});
    return open.starts <= span.starts && span.ends <= open.ends;
  });
}

/// Whether one family can have both.
inline bool apart(const Pace& pace, const Span& one, const Span& other) {
  const auto& [first, second] = one.starts < other.starts ? std::tie(one, other) : std::tie(other, one);
  return second.starts - first.ends >= pace.least(first.place, second.place);
}

/// Appointments further apart than this are two visits, and the time between them is no wait.
inline constexpr std::chrono::minutes kOneVisit{360};

/// What a family's time between two appointments weighs, in minutes: all of it, its walking twice; a gap that the school
/// would rather not see, or coming to school once more, as much as a long wait.
inline std::chrono::minutes weight(const Pace& pace, std::chrono::minutes between, Place from, Place to) {
  constexpr std::chrono::minutes kTooClose{15}, kAnotherVisit{120};
  if (between > kOneVisit) return kAnotherVisit;
  const bool close = pace.gap == Gap::avoid && between < pace.gap_length;
  return between + pace.walking.between(from, to) + (close ? kTooClose : std::chrono::minutes(0));
}

}  // namespace lodge::parents_evening
