#pragma once
#include "itinerary.h"

#include <cstdint>

namespace lodge::parents_evening::itinerary {

/// A stop that may be made, or (no wish) a fixed appointment that is made in any case.
struct Candidate {
  Span span;
  std::optional<Stop> stop;
  std::size_t bit = 0;     ///< the wish's place among those that are searched for
  std::int32_t extra = 0;  ///< added to its weight, in minutes
};

/// Goes through candidates in the order of time and keeps, for each of them and each set of wishes seen by then, the
/// lightest way there; the next stop goes on from the lightest of those that leave it time enough. That is exact, since
/// what a way may still become depends on nothing but its last stop and whom it has seen. Candidates that no fixed
/// appointment leaves room for are not to be among them.
class Search {
 public:
  Search(std::vector<Candidate> candidates, std::size_t wishes, const Pace& pace);

  /// The best way (see find()), by time. `asked`: the set of wishes whose teachers ask.
  std::vector<Stop> best(std::uint32_t asked);

 private:
  static constexpr std::int32_t kNever = INT32_MAX / 2;
  static constexpr std::int32_t kStart = -1;
  /// `last`: the candidate before.
  struct Way {
    std::int32_t weight = kNever, last = kStart;
  };
  using Ways = std::vector<Way>;  ///< by set of wishes seen, one bit each

  /// From minute `from` on, ways that end with candidate `last` may go on to `place`, at `extra` weight.
  struct Opening {
    std::int32_t from = 0;
    std::size_t last = 0, place = 0;
    std::int32_t extra = 0;
  };

  std::int32_t minute(std::chrono::minutes time) const { return static_cast<std::int32_t>((time - origin_).count()); }
  void number_places();
  void make_way_to(std::size_t candidate);
  void pass_by(std::size_t fixed);
  void open_until(std::int32_t minute);
  void open(const Opening& opening);
  void announce(std::size_t candidate);
  void announce(const Opening& opening);
  std::vector<Stop> trace(std::size_t seen, std::int32_t last) const;

  std::vector<Candidate> candidates_;
  Pace pace_;
  std::size_t sets_;
  std::chrono::minutes origin_{0};
  std::vector<Place> places_;
  std::vector<std::size_t> place_of_;  ///< of candidates
  std::vector<Ways> ways_;             ///< that end with a candidate
  std::vector<Ways> open_;             ///< by place they may go on to; less the minute at which they ended
  Ways come_again_;                    ///< that may come to school once more, whenever
  std::vector<Opening> announced_;     ///< a heap, the earliest on top
  std::optional<std::size_t> passed_;  ///< the last fixed appointment so far
};

}  // namespace lodge::parents_evening::itinerary
