#pragma once
#include "office.h"

namespace lodge::parents_evening {

/// The teachers' desks: the table, and one desk. [any thread]
class OfficeDesks {
 public:
  explicit OfficeDesks(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response table(const Request& request) const;
  Response set_hall(const Request& request) const;
  Response desk(const Request& request) const;
  Response page_of(const Request& request, const Plan& plan, const Desk& desk, const OfficeFaults& faults) const;
  Response set_desk(const Request& request) const;
  Value::Map row(const Request& request, const Plan& plan, const Desk& desk) const;
  std::string teachers_words(const Request& request, const Desk& desk) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
