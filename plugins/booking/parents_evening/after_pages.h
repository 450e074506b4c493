#pragma once
#include "night.h"

namespace lodge::parents_evening {

/// How many came, and how many did not.
struct Turnout {
  int booked = 0, came = 0, missed = 0;
  int unknown() const { return booked - came - missed; }
};

/// What an evening was, once it is over: attendance by teacher and year, families not seen, as a page, bars, and a
/// file. [any thread]
class AfterPages {
 public:
  explicit AfterPages(const Night& night) : night_(night), kernel_(night.kernel) {}
  void add_routes(Routes& routes) const;  ///< `this` outlives them. [startup]

 private:
  Response after(const Request& request) const;  ///< GET /admin/evenings/{evening}/after
  Response csv(const Request& request) const;    ///< GET …/after.csv
  std::shared_ptr<const Plan> plan(const Request& request) const;
  Value::List not_seen(const Request& request, const Plan& plan, const std::vector<Appointment>& all) const;

  const Night& night_;
  const Kernel& kernel_;
};

}  // namespace lodge::parents_evening
