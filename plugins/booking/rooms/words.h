#pragma once
#include "store.h"

#include <lodge/booking.h>

#include <optional>
#include <string>

namespace lodge::rooms {

/// Most characters of a purpose and of notes; more is refused.
inline constexpr std::size_t kLongestPurpose = 200, kLongestNotes = 4000;

/// What a booking is for, in clear.
struct Words {
  std::string purpose, notes;
};

/// @throws Unavailable
SealedWords seal(Privacy& privacy, SiteId site, PersonId author, const Words& words);
/// Empty texts where the author was erased. @throws Unavailable
Words open(Privacy& privacy, SiteId site, const SealedWords& sealed);
/// Nothing when they may be kept; trims the purpose.
std::optional<Unfit> unfit(Words& words);

}  // namespace lodge::rooms
