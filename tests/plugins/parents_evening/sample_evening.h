#pragma once
#include "allocate.h"

namespace lodge::parents_evening::test {

/// An evening of a school of 1,200 students: 96 teachers of twelve subjects, 36 slots of five minutes each, in three
/// buildings; one to three children in a family, `apart` of a hundred families two households; each household wishes 3 to 7
/// appointments (`for_each_child`: for each of its children), some of them asked for; half can come all evening.
/// The same for the same seed.
struct Sample {
  bool for_each_child = false;
  std::uint32_t apart = 15;
  std::uint32_t long_ones = 0;  ///< so many wishes of a hundred take two slots
};
allocation::Problem sample_evening(std::uint64_t seed, Sample sample = {false, 15, 0});

/// A small evening of up to three dates in which anything may happen: slot lengths, breaks, online desks, joint
/// desks, fixed appointments, long ones, households of which only one may come, limits, any gap.
allocation::Problem small_evening(std::uint64_t seed);

/// Five o'clock on the evening's `date`-th day, and so many minutes later.
Instant at(int minutes, int date = 0);
Interval interval(int from, int to, int date = 0);
HouseholdId household(std::uint64_t number);

}  // namespace lodge::parents_evening::test
