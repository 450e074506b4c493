#pragma once
#include "desk.h"

#include <lodge/booking.h>

namespace lodge::rooms {

class Given;

/// What programs see of rooms, under /api/v1/. The same desk as behind the pages. [any thread]
class RoomApi {
 public:
  explicit RoomApi(const Kernel& kernel) : kernel_(kernel), desk_(kernel) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

 private:
  Response rooms(const Request& request) const;
  Response rooms_page(const Request& request, Given& given, std::vector<const Room*> some) const;
  Response availability(const Request& request) const;
  Response bookings(const Request& request) const;
  Response booking(const Request& request) const;
  Response book(const Request& request) const;
  Response preview(const Request& request) const;
  Response change(const Request& request) const;
  Response cancel(const Request& request) const;

  std::optional<std::pair<Record, Booking>> found(const Request& request) const;
  std::optional<std::pair<Record, Booking>> found(SiteId site, BookingId id) const;
  std::optional<Lesson> lesson(const Request& request) const;
  Response untouchable(const Request& request) const;
  std::optional<TimeWish> time_of(SiteId site, Given& given) const;
  std::expected<Order, Response> order_of(const Request& request) const;
  Response not_yet(const Request& request, const NotYet& why) const;

  const Kernel& kernel_;
  Desk desk_;
};

}  // namespace lodge::rooms
