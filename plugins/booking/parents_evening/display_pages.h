#pragma once
#include "display.h"

namespace lodge::parents_evening {

/// What hangs in the hall, and the office's page about it. [any thread]
class DisplayPages {
 public:
  explicit DisplayPages(const Night& night) : night_(night), kernel_(night.kernel), displays_(night.kernel) {}
  void add_routes(Routes& routes) const;  ///< `this` outlives them. [startup]

 private:
  Response hall(const Request& request) const;       ///< GET /display/evenings/{token}
  Response displays(const Request& request) const;   ///< GET /admin/evenings/{evening}/displays
  Response make(const Request& request) const;       ///< POST …/displays
  Response take_away(const Request& request) const;  ///< POST …/displays/{display}/remove
  std::shared_ptr<const Plan> plan(const Request& request) const;
  Value::List groups(const Say& say, const Plan& plan, std::size_t shown) const;

  const Night& night_;
  const Kernel& kernel_;
  Displays displays_;
};

}  // namespace lodge::parents_evening
