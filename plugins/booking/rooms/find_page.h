#pragma once
#include "day.h"
#include "find.h"
#include "forms.h"

#include <lodge/booking.h>

namespace lodge::rooms {

/// "Which room is free?" and one room's week. [any thread]
class FindPage {
 public:
  explicit FindPage(const Kernel& kernel) : kernel_(kernel) {}
  Response find(const Request& request) const;  ///< GET /staff/rooms/find
  Response week(const Request& request) const;  ///< GET /staff/rooms/week/{room}?date=

 private:
  Typed with_standards(const Request& request, Typed typed) const;
  Value::List free(const Request& request, const When& when) const;

  const Kernel& kernel_;
};

}  // namespace lodge::rooms
