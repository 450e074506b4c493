#pragma once
#include "basket.h"

namespace lodge::parents_evening {

/// What is held for a family, and the one press that books it. [any thread]
class BasketPage {
 public:
  BasketPage(const Kernel& kernel, const Appointments& appointments) : kernel_(kernel), appointments_(appointments) {}
  Response show(const Request& request) const;  ///< GET /parents/evenings/{evening}/basket
  Response hold(const Request& request) const;  ///< POST …/hold: what is picked goes in, what is dropped out
  Response book(const Request& request) const;  ///< POST …/book: the basket, or what is picked, at once

 private:
  Value::List stops(const Request& request, const Family& family) const;
  Value::List gone(const Request& request, const Family& family) const;
  Value::List not_seen(const Request& request, const Family& family) const;
  Response book_basket(const Request& request, const Family& family) const;
  Response book_picks(const Request& request, const Family& family, std::vector<Choice> picks) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
