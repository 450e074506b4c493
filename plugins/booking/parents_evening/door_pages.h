#pragma once
#include "night.h"

namespace lodge::parents_evening {

/// The office at the door: a name, or the code on a family's slip, and they are here. [any thread]
class DoorPages {
 public:
  explicit DoorPages(const Night& night) : night_(night), kernel_(night.kernel) {}
  void add_routes(Routes& routes) const;  ///< `this` outlives them. [startup]

 private:
  Response door(const Request& request) const;     ///< GET /admin/evenings/{evening}/door
  Response check_in(const Request& request) const; ///< POST …/door
  std::shared_ptr<const Plan> plan(const Request& request) const;

  const Night& night_;
  const Kernel& kernel_;
};

}  // namespace lodge::parents_evening
