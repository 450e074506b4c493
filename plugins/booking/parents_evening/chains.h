#pragma once
#include "timetable.h"

namespace lodge::parents_evening::allocation {

/// Seats one more job in a timetable, moving others to another time where it must: who is seated stays seated, with the
/// same desks to choose from. An ejection chain (in the simplest case a Kempe chain of an edge colouring), searched by
/// iterative deepening and given up after a fixed number of trials, so that it answers alike on any machine.
class Chains {
 public:
  explicit Chains(Timetable& timetable);

  /// False, and nothing changed, when no chain was found. `only`: at this desk, or at any (kNone).
  bool seat(std::size_t job, std::size_t only = kNone);

 private:
  bool has_room(std::size_t job, std::size_t only) const;
  bool search(std::size_t job, std::size_t only, int depth);
  bool take_free(std::size_t job, std::size_t only);
  bool eject(std::size_t job, std::size_t slot, int depth);
  bool allowed(std::size_t slot, std::size_t only) const { return only == kNone || timetable_.desk_of(slot) == only; }
  bool visited(std::size_t job, std::size_t option);

  Timetable& timetable_;
  std::vector<std::vector<std::uint32_t>> seen_;  ///< for each option of a job: the search that tried it
  std::vector<bool> held_;                        ///< on the chain, not to be moved again
  std::uint32_t search_ = 0;
  int trials_ = 0;
};

}  // namespace lodge::parents_evening::allocation
