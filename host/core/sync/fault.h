#pragma once
#include <lodge/mis.h>

#include <string>
#include <vector>

namespace lodge::core {

/// One thing that is wrong with what a MIS said, where it stands, and what to do about it. `what` and `remedy` hold no
/// value of a person, unless a school's mapping puts one into its reason; `who` is a MIS id, a class code or a room
/// code. None of it is logged.
struct Fault {
  enum class Weight {
    set_aside,  ///< the row was not used
    left_out,   ///< the row was used without the cell
    mended,     ///< the cell was read as what was meant
    noted,      ///< nothing was changed, but somebody should look
  };
  Weight weight;
  std::string kind;  ///< "student.no_mis_id": stable, for programs
  Origin origin;
  std::string who;
  std::string what;
  std::string remedy;
};

using Faults = std::vector<Fault>;

std::string_view word_of(Fault::Weight weight);

}  // namespace lodge::core
