#pragma once
#include "walking.h"

#include <lodge/id.h>
#include <lodge/interval.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

/// The preference round: who sees whom, and when, for everybody at once. Pure values in, pure values out; the same
/// problem gives the same answer on every machine. All places below ("family", "desk" …) are indexes into Problem's lists.
namespace lodge::parents_evening::allocation {

/// One teacher, or up to three of a joint class, on one date. `slots` by start, without breaks, not overlapping, on whole
/// minutes; slots of desks that share a teacher must not overlap either.
struct Desk {
  Place place = {};
  std::vector<Interval> slots = {};
};

/// `windows`: when it can come, on any of the dates. `language`: the one that it has to have an interpreter for.
struct Family {
  HouseholdId id = {};
  std::vector<Interval> windows = {};
  std::optional<std::size_t> language = {};
};

/// Somebody who is at one appointment at a time, and walks in no time. `languages` are numbers, like Family::language.
struct Interpreter {
  std::vector<std::size_t> languages = {};
  std::vector<Interval> times = {};
};

/// A family's wish to see somebody, about one student, at one of `desks` (the teacher's on each date).
struct Wish {
  std::size_t family = 0;
  std::vector<std::size_t> desks = {};
  int rank = 1;              ///< 1 is the dearest; equal ranks go by their place in the list
  bool asked = false;        ///< the teacher asks to see them
  std::size_t slots = 1;     ///< of a long appointment: this many, one after another without a break
  /// Wishes of several households of which only one may be met ("the first one does") have the same number here.
  std::optional<std::size_t> only_one_of = {};
  std::optional<std::size_t> limit = {};  ///< which of Problem::limits it counts for
};

/// An appointment that stays as it is. It counts as one that the family has. Leave out the wish that it meets.
struct Fixed {
  std::size_t family = 0, desk = 0, slot = 0, slots = 1;
  std::optional<std::size_t> limit = {};
  std::optional<std::size_t> interpreter = {};
};

struct Problem {
  std::vector<Desk> desks = {};
  std::vector<Family> families = {};
  std::vector<Wish> wishes = {};
  std::vector<Fixed> fixed = {};
  std::vector<Interpreter> interpreters = {};
  std::vector<std::size_t> limits = {};  ///< of the wishes that name one, together with what is fixed, at most so many are met
  Pace pace = {};
  std::uint64_t seed = 0;
};

/// `slot` is the first of the wish's slots. `round`: it was given as the family's round-th appointment, or an earlier one
/// that could not be given then.
struct Placed {
  std::size_t wish = 0, desk = 0, slot = 0;
  int round = 1;
  std::optional<std::size_t> interpreter = {};
  bool operator==(const Placed&) const = default;
};

enum class Reason {
  not_there,        ///< the wish names no desk, or none with enough slots in a row
  outside_windows,  ///< the desk has no slot while the family can come
  enough,           ///< the wish's limit is reached
  no_time_then,     ///< the desk has a free slot, but none while the family can come, and the rest is taken
  no_common_time,   ///< the desk has a free slot while it can come, but none that this family, with what else it got, can have
  no_interpreter,   ///< the desk has a free slot, but no interpreter whom this family needs is free then
  asked_first,      ///< full: teachers' requests and appointments made before took every slot
  fewer_first,      ///< full before this round: families that had fewer appointments came first
  ballot,           ///< full in a draw that this family took part in: others were drawn before it, or had no other wish left
  other_household,  ///< the one appointment of `only_one_of` was given. Word it as any that is full: no household may learn of another
};

/// Why a wish was not met, in numbers that a sentence can be made of: "47 families wished to see Ms Okafor, who has 36
/// appointments. In round 2 you were drawn 611th of 1,204; …".
struct Refused {
  std::size_t wish = 0;
  Reason reason = Reason::not_there;
  std::size_t wished = 0;  ///< wishes for these desks, this one included
  std::size_t slots = 0;   ///< that these desks have
  int round = 0;           ///< the round in which the last slot went (1 is everybody's first); 0 if none did
  std::size_t place = 0;   ///< the family's in that round's draw, from 1; 0 if it took no part
  std::size_t drawn = 0;   ///< how many families took part in it
  bool operator==(const Refused&) const = default;
};

/// Each wish is either in `placed` or in `refused`, both in the order of Problem::wishes.
struct Result {
  std::vector<Placed> placed = {};
  std::vector<Refused> refused = {};
  /// No plan whatever places more wishes; see bound.h for what it leaves out of account.
  std::size_t bound = 0;
  /// A family's wait: its minutes between appointments of one visit, less its walking. Mean of the families that have any.
  double mean_wait = 0;
  std::chrono::minutes longest_wait{0};
  bool operator==(const Result&) const = default;
};

/// How far it is: so many rounds of the phase's, or hundredths of the packing.
enum class Phase { requests, wishes, packing };
struct Progress {
  Phase phase = Phase::requests;
  std::size_t done = 0, of = 0;
};
/// Hears of progress, some dozens of times. It must not throw what is not to end the allocation.
using Watch = std::function<void(const Progress&)>;

/// Teachers' requests first; then in rounds, the r-th of which gives an appointment to as many as it can of the families
/// that have fewer than r, in the order of a fresh draw, each its dearest wish that can still be met. What an earlier round
/// gave is never taken away, only its time may move. Then times are packed so that families wait and walk least.
/// A few seconds for a school of 1,200. [any thread]
Result allocate(const Problem& problem, const Watch& watch = {});

}  // namespace lodge::parents_evening::allocation
