#pragma once
#include "family.h"
#include "wishes.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// The preference round: whom a family wishes to see, in order, and when it can come. [any thread]
class WishesPage {
 public:
  WishesPage(const Kernel& kernel, const Appointments& appointments) : kernel_(kernel), appointments_(appointments) {}
  Response show(const Request& request) const;  ///< GET /parents/evenings/{evening}/wishes, /admin/evenings/{evening}/families/{household}/wishes
  Response send(const Request& request) const;  ///< POST the same

 private:
  std::optional<Response> send_once(const Request& request) const;  ///< as as_it_is() asks
  Response form(const Request& request, const Family& family, const Fields& typed, const Needs& needs, std::string_view fault_field, const std::string& fault) const;
  Fields typed_of(const Wishes& wishes, const Plan& plan) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
};

/// Whom a family could not be given, why, and what it can do: who, why.
Value::List refused_words(const Kernel& kernel, const Say& say, const Family& family);

}  // namespace lodge::parents_evening
