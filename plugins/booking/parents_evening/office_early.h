#pragma once
#include "office.h"
#include "reach.h"

namespace lodge::parents_evening {

/// Which families book before the others: found by name, registration class, group or need, put on the list and taken
/// off it. Nobody is told: such a family sees when its own booking opens, and no other sees anything. [any thread]
class OfficeEarly {
 public:
  explicit OfficeEarly(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response show(const Request& request) const;
  Response change(const Request& request) const;
  /// Families that the form looks for, without those on the list already; nothing when it looks for nobody.
  std::vector<Reach> found(const Request& request, const Plan& plan) const;
  std::vector<Reach> all(const Plan& plan) const;
  Value::Map search_values(const Request& request, const Plan& plan) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
