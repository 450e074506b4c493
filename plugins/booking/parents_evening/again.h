#pragma once
#include "book.h"

#include <lodge/errors.h>

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

/// What `once` answers, which reads and keeps; where that was changed meanwhile it answers nothing, and is asked anew.
/// @throws Unavailable
template <class Once>
auto as_it_is(Once once) {
  constexpr int kMostAttempts = 5;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    if (auto done = once()) return *std::move(done);
  }
  throw Unavailable("the evening or its families are changed again and again");
}

}  // namespace lodge::parents_evening
