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
  std::optional<Response> set_needs_once(const Request& request) const;  ///< as as_it_is() asks
  Response cancel(const Request& request) const;  ///< POST …/cancel
  /// Sentences of what is wrong or could not be had.
  struct Faults {
    std::vector<std::string> words{};
    bool partly = false;  ///< the rest was booked
  };
  Response page(const Request& request, const Appointments::Known& known, const Faults& faults, int status) const;
  Wanted wanted(const Fields& form, const Situation& situation) const;
  /// Books what can be had of it.
  Faults book_all(const Request& request, const Appointments::Known& known, const Wanted& wanted) const;
  std::vector<std::string> put(const Request& request, const Appointments::Known& known, const std::vector<Choice>& choices) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
  WishesPage wishes_;
};

}  // namespace lodge::parents_evening
