#pragma once
#include "book.h"
#include "propose.h"
#include "wishes_page.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// A family's card for the office: what it has, and booking or wishing for it in seconds, from a paper slip or on the telephone.
/// [any thread]
class OnBehalfPage {
 public:
  OnBehalfPage(const Kernel& kernel, const Appointments& appointments) : kernel_(kernel), appointments_(appointments), wishes_(kernel, appointments) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

 private:
  /// What the form asks for: times that were chosen, and teachers at any time that suits.
  struct Wanted {
    std::vector<Choice> chosen;
    std::vector<Whom> any_time;
  };
  std::optional<Appointments::Known> known(const Request& request) const;
  Response show(const Request& request) const;    ///< GET /admin/evenings/{evening}/families/{household}
  Response book(const Request& request) const;    ///< POST
  Response set_length(const Request& request) const;
  Response set_needs(const Request& request) const;
  Response cancel(const Request& request) const;  ///< POST …/cancel
  Response page(const Request& request, const Appointments::Known& known, const std::vector<std::string>& faults, int status) const;
  Wanted wanted(const Fields& form, const Situation& situation) const;
  /// Sentences of what could not be had; books the rest.
  std::vector<std::string> book_all(const Request& request, const Appointments::Known& known, const Wanted& wanted) const;
  std::vector<std::string> put(const Request& request, const Appointments::Known& known, const std::vector<Choice>& choices) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
  WishesPage wishes_;
};

}  // namespace lodge::parents_evening
