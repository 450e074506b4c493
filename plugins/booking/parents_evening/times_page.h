#pragma once
#include "family.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Every time of some teachers, to choose from by hand; and one appointment moved to another time. [any thread]
class TimesPage {
 public:
  TimesPage(const Kernel& kernel, const Appointments& appointments) : kernel_(kernel), appointments_(appointments) {}
  Response times(const Request& request) const;   ///< GET /parents/evenings/{evening}/times?see=…
  Response change(const Request& request) const;  ///< GET /parents/evenings/{evening}/appointments/{booking}
  Response move(const Request& request) const;    ///< POST the same

 private:
  Response moving(const Request& request, const Family& family, const Appointment& one, const std::string& fault) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
