#pragma once
#include "words.h"

#include <lodge/booking.h>

#include <string_view>
#include <vector>

namespace lodge::rooms {

/// What an act did to bookings of one owner.
struct Done {
  std::string_view notice;  ///< "rooms.booked", "rooms.changed" or "rooms.cancelled"
  BookingId booking;        ///< that was looked at, or the first
  std::vector<BookingId> all;
};

/// Promises a message of it to the owner, and to the actor when that is another. Inside Database::write.
void tell(const Kernel& kernel, Transaction& transaction, const Actor& actor, PersonId owner, const Done& done);

/// Promises the owner of a displaced booking word of it, with what is free instead. Inside Database::write.
void tell_displaced(const Kernel& kernel, Transaction& transaction, const Booking& booking, const Booking& by,
                    const std::vector<Want>& alternatives);

/// Puts a queued message into words, with the booking as it is now. @throws Unavailable
Notice in_words(const Kernel& kernel, const QueuedMessage& message, const Say& say);

/// A booking as it is now.
struct Standing {
  Record record;
  std::int64_t version = 0;
  bool cancelled = false;
};

/// Bookings as a file for a calendar; `cancelled` as one that takes them out again.
std::string calendar_file(const Kernel& kernel, const std::vector<Standing>& bookings, bool cancelled);

}  // namespace lodge::rooms
