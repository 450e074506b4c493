#pragma once
#include <lodge/id.h>

#include <cstdint>
#include <span>
#include <vector>

namespace lodge::parents_evening::allocation {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). The same numbers on every
/// machine, which the standard library's distributions and shuffle do not promise.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 … sides - 1. The bias is below 2^-32 for what is thrown here.
  std::uint32_t throw_of(std::uint32_t sides) { return static_cast<std::uint32_t>((next() >> 32U) * sides >> 32U); }

 private:
  std::uint64_t state_;
};

/// A household's number in one draw; the lowest goes first. It depends on nothing but these three, so anybody who knows
/// them can repeat it, and the order in which households are listed does not matter.
std::uint64_t ballot_number(std::uint64_t seed, std::uint64_t draw, HouseholdId household);

}  // namespace lodge::parents_evening::allocation
