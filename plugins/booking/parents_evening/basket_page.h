#pragma once
#include "basket.h"

namespace lodge::parents_evening {

/// What is held for a family, and the one press that books it. [any thread]
class BasketPage {
 public:
  BasketPage(const Kernel& kernel, const Appointments& appointments) : kernel_(kernel), appointments_(appointments) {}
  Response show(const Request& request) const;  ///< GET /parents/evenings/{evening}/basket
  Response hold(const Request& request) const;  ///< POST …/hold: what is picked goes in, what is dropped out; what was typed stays
  /// POST …/book: the basket, if it is still the one that the form shows, or what is picked, at once; or as `hold`, where
  /// that form's button changes the basket.
  Response book(const Request& request) const;

 private:
  Value::List stops(const Request& request, const Family& family, const Fields& typed) const;
  /// What the address says has gone, and `taken`.
  Value::List gone(const Request& request, const Family& family, const std::vector<Appointment>& taken) const;
  Value instead_of(const Request& request, const Family& family, const Choice& choice, Instant starts, Why why) const;
  Value::List not_seen(const Request& request, const Family& family) const;
  struct Fault {
    std::string field{}, words{};  ///< of the form; both empty when nothing is wrong
  };
  /// `anew`: why it is not what the family saw before; `typed`: what it wrote there; `fault`: what is wrong with that; `taken`: by the school.
  Response page(const Request& request, const Family& family, const std::string& anew, const Fields& typed, int status, const Fault& fault,
                const std::vector<Appointment>& taken = {}) const;
  Fault fault_in_notes(const Request& request, const Family& family) const;
  /// In its notes or in the number to be rung on, if one was typed and is of use.
  Fault fault_in(const Request& request, const Family& family) const;
  Response book_basket(const Request& request, const Family& family) const;
  Response book_picks(const Request& request, const Family& family, const std::vector<Choice>& picks) const;
  /// What of `picks` does not go into the basket.
  std::vector<Gone> keep_too(const Request& request, const Family& family, const std::vector<Choice>& picks) const;
  /// The basket with `picks` in it, where the number to be rung on is asked for once more.
  Response ask_number(const Request& request, const Family& family, const std::vector<Choice>& picks) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
