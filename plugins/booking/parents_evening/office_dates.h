#pragma once
#include "office.h"

namespace lodge::parents_evening {

/// The sittings of an evening and their breaks; all of them later, or online. [any thread]
class OfficeDates {
 public:
  explicit OfficeDates(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response form(const Request& request) const;
  Response add(const Request& request) const;
  Response date(const Request& request) const;
  Response set_date(const Request& request) const;
  Response set_breaks(const Request& request) const;
  Response call_off(const Request& request) const;
  Response hold_after_all(const Request& request) const;
  Response remove(const Request& request) const;
  Response ask_to_shift(const Request& request) const;
  Response shift(const Request& request) const;
  Response ask_to_go_online(const Request& request) const;
  Response go_online(const Request& request) const;
  /// What is called off or held with that date: the day's other sittings that are not over, if it is so with them, too.
  static std::vector<const EveningDate*> meant(const Plan& plan, const EveningDate& date, Instant now);
  /// What else of that day goes to the new one, where the office says so.
  std::vector<const EveningDate*> goes_along(const Request& request, const Plan& plan, const EveningDate& before, const EveningDate& after) const;
  std::vector<const EveningDate*> meant(const Request& request, const Plan& plan, const EveningDate& date) const;
  Response show(const Request& request, const Plan& plan, const EveningDate* date, const DateWish& wish, const OfficeFaults& faults) const;

  const Office& office_;
};

const EveningDate* date_in(const Plan& plan, const Request& request);  ///< of the address's {date}; nullptr when there is none

}  // namespace lodge::parents_evening
