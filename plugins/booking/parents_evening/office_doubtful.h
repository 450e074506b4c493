#pragma once
#include "book.h"
#include "office.h"

namespace lodge::parents_evening {

/// Appointments that may no longer stand since the MIS says other things of families, and giving them back. Nothing
/// happens by itself: a MIS may be wrong for a day. [any thread]
class OfficeDoubtful {
 public:
  OfficeDoubtful(const Office& office, const Appointments& appointments) : office_(office), appointments_(appointments) {}
  void add_routes(Routes& routes) const;

 private:
  Response list(const Request& request) const;       ///< GET /admin/evenings/{evening}/doubtful
  Response give_back(const Request& request) const;  ///< POST, each `booking` that is ticked
  std::vector<Appointment> doubtful_ones(const Request& request, const Plan& plan) const;

  const Office& office_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
