#pragma once
#include "allocating.h"
#include "office.h"

namespace lodge::parents_evening {

/// Watching a preference round, and giving out its appointments at the close. [any thread]
class OfficeAllocation {
 public:
  explicit OfficeAllocation(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response show(const Request& request, bool closing) const;
  Response act(const Request& request) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
