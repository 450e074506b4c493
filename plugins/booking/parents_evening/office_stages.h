#pragma once
#include "office.h"

namespace lodge::parents_evening {

/// Who comes, how booking opens, and the limits. [any thread]
class OfficeStages {
 public:
  explicit OfficeStages(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response who(const Request& request) const;
  Response set_who(const Request& request) const;
  Response stages(const Request& request) const;
  Response set_stages(const Request& request) const;
  Response show_stages(const Request& request, const Plan& before, const Plan& typed, const OfficeFaults& faults) const;
  Plan read_stages(const Request& request, const Plan& before, OfficeFaults& faults) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
