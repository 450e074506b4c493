#pragma once
#include "night.h"
#include "turnout.h"

namespace lodge::parents_evening {

/// What an evening was, once it is over: attendance by teacher, year and need, families not seen, as a page, bars, and
/// files. Needs are few families' own: their figures are veiled unless the office asks for them, which is written down. [any thread]
class AfterPages {
 public:
  explicit AfterPages(const Night& night) : night_(night), kernel_(night.kernel) {}
  void add_routes(Routes& routes) const;  ///< `this` outlives them. [startup]

 private:
  Response after(const Request& request) const;  ///< GET /admin/evenings/{evening}/after
  Response csv(const Request& request) const;    ///< GET …/after.csv: a row an appointment
  Response figures(const Request& request) const;  ///< GET …/figures.csv: the tables
  Response not_seen_csv(const Request& request) const;  ///< GET …/not_seen.csv: a row a family
  Turnouts turnouts(const Request& request, const Plan& plan, const std::vector<Appointment>& all) const;
  /// Whether the office asked for every figure; noted in the audit.
  bool unveiled(const Request& request, const Plan& plan) const;
  std::shared_ptr<const Plan> plan(const Request& request) const;
  Value::List not_seen(const Request& request, const Plan& plan, const std::vector<Appointment>& all) const;

  const Night& night_;
  const Kernel& kernel_;
};

}  // namespace lodge::parents_evening
