#include "ballot.h"

namespace lodge::parents_evening::allocation {

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15U;
  auto z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

std::uint64_t ballot_number(std::uint64_t seed, std::uint64_t draw, HouseholdId household) {
  std::uint64_t halves[2] = {0, 0};
  for (std::size_t i = 0; i < 16; ++i) halves[i / 8] = halves[i / 8] << 8U | household.raw().bytes()[i];
  auto number = Dice(seed).next();
  for (const auto part : {draw, halves[0], halves[1]}) number = Dice(number ^ part).next();
  return number;
}

}  // namespace lodge::parents_evening::allocation
