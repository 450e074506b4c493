#pragma once
#include "family.h"
#include "needs_fields.h"

namespace lodge::parents_evening {

/// /parents/evenings/{evening}/needs: what a family needs, said at any time before the evening. [any thread]
class NeedsPage {
 public:
  NeedsPage(const Kernel& kernel, const Appointments& appointments) : kernel_(kernel), appointments_(appointments) {}
  Response show(const Request& request) const;
  Response save(const Request& request) const;

 private:
  std::optional<Response> save_once(const Request& request) const;  ///< as as_it_is() asks
  Response form(const Request& request, const Family& family, const Needs& typed, const std::optional<Unfit>& fault) const;
  const Kernel& kernel_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
