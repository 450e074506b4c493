#pragma once
#include "words.h"

#include <lodge/booking.h>

#include <string_view>

namespace lodge::rooms {

/// Promises a message about `booking` (the first of `count`) to its owner, and to the actor when that is another.
/// `notice` is "rooms.booked", "rooms.changed" or "rooms.cancelled". Inside Database::write.
void tell(const Kernel& kernel, Transaction& transaction, const Actor& actor, PersonId owner, std::string_view notice,
          BookingId booking, std::size_t count);

/// Promises the owner of a displaced booking word of it, with what is free instead. Inside Database::write.
void tell_displaced(const Kernel& kernel, Transaction& transaction, const Booking& booking, const Booking& by,
                    const std::vector<Want>& alternatives);

/// Puts a queued message into words, with the booking as it is now. @throws Unavailable
Notice in_words(const Kernel& kernel, const QueuedMessage& message, const Say& say);

/// The booking as a file for a calendar; `cancelled` as one that takes it out again.
std::string calendar_file(const Kernel& kernel, const Record& record, std::int64_t version, bool cancelled);

}  // namespace lodge::rooms
