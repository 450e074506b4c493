#pragma once
#include "booking_page.h"
#include "day_page.h"
#include "find_page.h"

#include <lodge/booking.h>

namespace lodge::rooms {

/// What staff see of rooms. Forms become orders here; the desk decides. [any thread]
class RoomPages {
 public:
  explicit RoomPages(const Kernel& kernel) : desk_(kernel), day_(kernel), find_(kernel), book_(kernel, desk_), booking_(kernel, desk_, book_) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

 private:
  Desk desk_;
  DayPage day_;
  FindPage find_;
  BookPage book_;
  BookingPage booking_;
};

}  // namespace lodge::rooms
