#pragma once
#include "book.h"

namespace lodge::parents_evening {

/// The ledger's key for one choice of a basket, within its 64 characters.
std::string key_of(const Basket& basket, std::size_t i);
/// Whether an appointment that was booked under that key is what is wished under it now. One that was moved since is,
/// for the same teacher about the same student: what was wished before cannot be seen any more.
bool is_what_was_booked(const Choice& choice, const Appointment& before, std::int64_t version);

/// What was decided on an evening that was changed meanwhile is decided anew, twice at the most.
template <class Decide>
Booked decided(const Decide& decide) {
  const auto moved = [](const Booked& booked) { return !booked && !booked.error().empty() && booked.error().front().why == Why::moved; };
  auto booked = decide();
  for (int again = 0; again < 2 && moved(booked); ++again) booked = decide();
  return booked;
}

}  // namespace lodge::parents_evening
