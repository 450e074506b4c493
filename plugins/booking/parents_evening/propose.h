#pragma once
#include "whom.h"

#include <string_view>

namespace lodge::parents_evening {

/// Why somebody is not in a proposal.
enum class NoTime {
  full,         ///< the teacher has nothing left
  outside,      ///< only at times that the family did not offer
  clashes,      ///< only at times when it is with somebody else
  has_already,  ///< there is an appointment
  too_many,     ///< more than the school lets one child have
};
std::string_view word(NoTime why);
std::optional<NoTime> parse_no_time(std::string_view text);

struct NotSeen {
  Whom whom;
  NoTime why;
};

struct Proposal {
  std::vector<Choice> choices;  ///< by time
  std::vector<NotSeen> not_seen;
};

/// "Find me times": a way through the evening that sees as many of `wanted` as can be, those in `asked` first, within
/// `windows`, around what the family has. Pure. `wanted` are whom the family may see, each once.
Proposal propose(const Situation& situation, const std::vector<Whom>& wanted, const std::set<Whom>& asked,
                 const std::vector<Interval>& windows);

}  // namespace lodge::parents_evening
