#pragma once
#include "book_page.h"

#include <lodge/booking.h>

namespace lodge::rooms {

/// One booking: what it is, changing it, giving it back; and the list of one's own. [any thread]
class BookingPage {
 public:
  BookingPage(const Kernel& kernel, const Desk& desk, const BookPage& book) : kernel_(kernel), desk_(desk), book_(book) {}
  Response mine(const Request& request) const;             ///< GET /staff/rooms/bookings
  Response show(const Request& request) const;             ///< GET …/{id}
  Response calendar(const Request& request) const;         ///< GET …/{id}/calendar.ics
  Response ask_to_change(const Request& request) const;    ///< GET …/{id}/edit
  Response change(const Request& request) const;           ///< POST
  Response ask_to_cancel(const Request& request) const;    ///< GET …/{id}/cancel
  Response cancel(const Request& request) const;           ///< POST

 private:
  struct Found {
    Record record;
    Booking booking;
    std::vector<Record> series;  ///< live ones, by start; empty when it is none
    std::string displaced_by;    ///< the kind of what took its place; empty when nothing did
  };
  std::optional<Found> found(const Request& request) const;
  bool may_change(const Request& request, const Found& found) const;
  /// The form that books once more what was given back, or what is free instead of what was displaced.
  Value again(const Request& request, const Found& found) const;
  Value::List series_list(const Request& request, const Found& found) const;
  Value::Map with_scopes(const Request& request, const Found& found, std::string_view chosen) const;
  Response edit_form(const Request& request, const Found& found, const Typed& typed, const NotChanged* refused) const;

  const Kernel& kernel_;
  const Desk& desk_;
  const BookPage& book_;
};

}  // namespace lodge::rooms
