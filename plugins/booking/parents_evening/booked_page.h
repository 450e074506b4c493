#pragma once
#include "family.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What a family has: when, where, with whom; giving one back, and taking that back. [any thread]
class BookedPage {
 public:
  BookedPage(const Kernel& kernel, const Appointments& appointments) : kernel_(kernel), appointments_(appointments) {}
  Response show(const Request& request) const;      ///< GET /parents/evenings/{evening}/booked
  Response calendar(const Request& request) const;  ///< GET …/appointments.ics
  Response cancel(const Request& request) const;    ///< POST …/appointments/{booking}/cancel

 private:
  Value::List appointments(const Request& request, const Family& family) const;
  Response ask_whether_sure(const Request& request, const Family& family, const Appointment& one) const;
  Value undo(const Request& request, const Family& family) const;
  std::string done(const Request& request, const Family& family) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
