#pragma once
#include "office.h"

namespace lodge::parents_evening {

/// The list of evenings, a new one on one page, and last year's again. [any thread]
class OfficeMake {
 public:
  explicit OfficeMake(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response list(const Request& request) const;
  Response form(const Request& request) const;
  Response make(const Request& request) const;
  Response ask_to_copy(const Request& request) const;
  Response copy(const Request& request) const;
  Response show_form(const Request& request, const Plan& typed, const DateWish& wish, const OfficeFaults& faults) const;
  Response created(const Request& request, const Plan& plan, const std::string& back) const;
  Plan usual(const Request& request) const;
  DateWish usual_date(const Request& request) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
