#pragma once
#include "forms.h"

#include <lodge/booking.h>

namespace lodge::rooms {

/// The one page that books: a form, the refusal with what can be had instead, and the dates of a series that need a
/// choice. [any thread]
class BookPage {
 public:
  BookPage(const Kernel& kernel, const Desk& desk) : kernel_(kernel), desk_(desk) {}
  Response form(const Request& request) const;  ///< GET /staff/rooms/book
  Response book(const Request& request) const;  ///< POST

  /// What the fields of booking and changing share: rooms, periods, staff to choose from, and what was typed.
  Value::Map fields(const Request& request, const Typed& typed) const;

 private:
  Response again(const Request& request, const Typed& typed, const Refusal& why, const std::vector<Occurrence>& occurrences) const;
  Response dates(const Request& request, const Typed& typed, const std::vector<Occurrence>& occurrences) const;
  std::expected<Order, Refusal> order(const Request& request, const Typed& typed) const;
  Value::List nearest(const Request& request, const Refusal& why, const std::vector<Occurrence>& occurrences) const;
  std::string title(const Request& request, const Typed& typed) const;
  Value::List staff(const Request& request, const std::string& chosen) const;

  const Kernel& kernel_;
  const Desk& desk_;
};

/// The status that goes with a refusal: 400 for what is wrong in the form, 409 for the rest.
int status_of(const Refusal& refusal);
/// The id of the field that can cure it; "" when none can.
std::string_view field_of(const Refusal& refusal);

}  // namespace lodge::rooms
