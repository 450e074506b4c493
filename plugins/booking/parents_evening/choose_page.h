#pragma once
#include "family.h"
#include "requested.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// "Whom would you like to see, and when can you come?" [any thread]
class ChoosePage {
 public:
  ChoosePage(const Kernel& kernel, Plans& plans, const Appointments& appointments)
      : kernel_(kernel), plans_(plans), appointments_(appointments) {}
  Response list(const Request& request) const;    ///< GET /parents/evenings
  Response choose(const Request& request) const;  ///< GET /parents/evenings/{evening}
  Response find(const Request& request) const;    ///< POST …/find: proposes times and holds them, or goes on by hand

 private:
  Response form(const Request& request, const Family& family, const Fields& typed, std::string_view fault_field, const std::string& fault) const;
  Value::List children(const Request& request, const Family& family, const Requested& requested, const Fields& typed) const;
  Response propose_times(const Request& request, const Family& family, const std::vector<Whom>& wanted) const;

  const Kernel& kernel_;
  Plans& plans_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
