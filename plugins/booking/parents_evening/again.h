#pragma once
#include "book.h"

namespace lodge::parents_evening {

/// What was decided on an evening that was changed meanwhile is decided anew, twice at the most.
template <class Decide>
Booked decided(const Decide& decide) {
  const auto moved = [](const Booked& booked) { return !booked && !booked.error().empty() && booked.error().front().why == Why::moved; };
  auto booked = decide();
  for (int again = 0; again < 2 && moved(booked); ++again) booked = decide();
  return booked;
}

}  // namespace lodge::parents_evening
