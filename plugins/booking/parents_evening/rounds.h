#pragma once
#include "chains.h"

namespace lodge::parents_evening::allocation {

/// One draw: who took part, and in which place.
struct Draw {
  bool asked = false;  ///< of teachers' requests only
  int round = 1;
  std::size_t drawn = 0;
  std::vector<std::size_t> places;  ///< by family, from 1; 0 took no part
};

/// Gives out appointments in rounds (see allocate()). A round is a matching of families and desks, found as Kuhn does: a
/// family for which nothing is left is still seated if somebody served in this round can take another wish of theirs
/// instead. So a round serves as many families as it can, and across rounds nobody gives anything up.
class Rounds {
 public:
  explicit Rounds(Timetable& timetable);

  void run(const Watch& watch);
  const std::vector<Draw>& draws() const { return draws_; }
  /// The draw in which a seated job was given; kNone for fixed appointments.
  std::size_t drawn_in(std::size_t job) const { return drawn_in_[job]; }

 private:
  void run_phase(bool asked, const Watch& watch);
  std::size_t last_round() const;
  std::vector<std::size_t> draw(int round);
  bool serve_first(std::size_t family);
  bool open(std::size_t job) const;
  bool wants_more(std::size_t family) const;

  bool serve(std::size_t family);
  bool serve_instead_at(std::size_t desk, std::size_t job);
  bool displace(std::size_t holder, std::size_t desk, std::size_t job);
  bool win(std::size_t job, std::size_t only);

  Timetable& timetable_;
  Chains chains_;
  std::vector<std::vector<std::size_t>> wishes_;  ///< by family, dearest first
  std::vector<std::size_t> drawn_in_;
  std::vector<Draw> draws_;
  std::vector<bool> visited_, dead_;  ///< desks: tried in this search; from which this round reaches no free seat
  bool asked_ = false, tried_long_ = false;
};

}  // namespace lodge::parents_evening::allocation
