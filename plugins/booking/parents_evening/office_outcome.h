#pragma once
#include "allocating.h"
#include "office.h"

namespace lodge::parents_evening {

/// What a preference round gives each family and why not the rest, before it is booked and after. [any thread]
class OfficeOutcome {
 public:
  explicit OfficeOutcome(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response show(const Request& request) const;
  Value::Map row(const Request& request, const Plan& plan, const People& people, const Share& share, const Needs& needs) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
