#pragma once
#include "core/ledger/need.h"

namespace lodge::core::ledger {

constexpr auto kLookAround = std::chrono::days(1);
constexpr std::size_t kMostTimes = 3;

/// Units in use of a leaf's atoms from `first` on.
struct Window {
  Leaf leaf;
  std::int64_t first;
  std::vector<int> used;
};

/// The stretch of a leaf in which other times for `want` are looked for: a day either way, with turn-round.
Window empty_window(const Shape& shape, const Leaf& leaf, const Want& want);

/// Other times for the same want, of the same length, starting no sooner than `earliest`: the nearest before, the
/// nearest after and one more, none touching another; by distance. `windows` has one for each leaf of the shape.
std::vector<Want> nearest_times(const Shape& shape, const Want& want, std::span<const Window> windows, Instant earliest);

}  // namespace lodge::core::ledger
