#pragma once
#include "refusal.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lodge::rooms {

/// What a person decided about a date that could not be had as it was.
struct Choice {
  bool skip = false;
  std::string room;  ///< the code of another room; empty with skip
};

/// One date of an order, and what stands in its way.
struct Occurrence {
  LocalDate date;
  RoomId room;
  std::optional<When> when;        ///< nothing when the time cannot be resolved
  std::optional<Refusal> trouble;
  std::vector<DecidedOn> decided_on;  ///< what the answer rests on besides the room
  bool skipped = false;
  std::vector<RoomId> instead;     ///< like rooms that are free then; best first
};

inline constexpr std::size_t kMostDates = 60;  ///< of one series: more than a school year has weeks

/// `first`, and each week to `last`, both inclusive; no more than one above kMostDates. Pure.
std::vector<LocalDate> weekly(LocalDate first, LocalDate last);

}  // namespace lodge::rooms
