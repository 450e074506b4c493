#pragma once
#include "walking.h"

#include <optional>
#include <vector>

/// "Find me times": one family's way through an evening. Pure, exact, and the same answer each time.
namespace lodge::parents_evening::itinerary {

/// A free slot (or several in a row, for a long appointment) at somebody's desk.
struct Option {
  Interval when;
  Place place = {};
};

/// Somebody the family wishes to see.
struct Wish {
  std::vector<Option> options = {};
  bool asked = false;  ///< the teacher asks to see them
};

/// So many wishes are searched for at once.
inline constexpr std::size_t kMostExact = 12;

/// `windows`: from the earliest to the latest that the family will have, on each date. `fixed`: what it has already.
struct Problem {
  std::vector<Wish> wishes = {};  ///< dearest first
  std::vector<Interval> windows = {};
  std::vector<Option> fixed = {};
  Pace pace = {};
};

struct Stop {
  std::size_t wish = 0, option = 0;
  bool operator==(const Stop&) const = default;
};

/// `wait` and `walk` count all of the family's evening, its fixed appointments too.
struct Itinerary {
  std::vector<Stop> stops = {};           ///< by time
  std::vector<std::size_t> left_out = {}; ///< wishes for which no time was found, dearest first
  std::chrono::minutes wait{0}, walk{0};
  bool operator==(const Itinerary&) const = default;
};

/// Of all that fit: the one that sees most of those who ask, then most, then weighs least (see weight()), then sees the
/// dearest, then ends first. Of more than kMostExact wishes the first dozen (who ask, then the dearest) so, the next dozen
/// around it. Two milliseconds for eight teachers of 36 free slots, thirty for twelve. [any thread]
Itinerary find(const Problem& problem);

/// What else happens when one stop is moved: `itinerary` is the whole as it would be.
struct Adjusted {
  Itinerary itinerary;
  std::vector<std::size_t> moved = {};  ///< other wishes that must move too
  std::vector<std::size_t> lost = {};   ///< other wishes for which no time would be left
};

/// Gives `wish` that option, loses as few others as can be, moves as few as can be, then as find() does. The options hold
/// what is free now and the stops that the family has. Nothing if the option is outside the windows or too near to what is fixed.
std::optional<Adjusted> adjust(const Problem& problem, const Itinerary& itinerary, std::size_t wish, std::size_t option);

/// The options of `wish` nearest to `wanted` that go with what is fixed, at most `most`: the nearest first, of two equally
/// near the earlier. For a slot that went while she looked; `fixed` then holds her other appointments.
std::vector<std::size_t> nearest(const Problem& problem, std::size_t wish, Instant wanted, std::size_t most);

}  // namespace lodge::parents_evening::itinerary
