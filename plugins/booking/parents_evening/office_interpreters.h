#pragma once
#include "office.h"
#include "printed.h"

namespace lodge::parents_evening {

/// /admin/evenings/{evening}/interpreters: who interprets and when, who needs an interpreter and has one or not, and who
/// needs another room. [any thread]
class OfficeInterpreters {
 public:
  explicit OfficeInterpreters(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response show(const Request& request) const;
  Response set(const Request& request) const;
  Response lists(const Request& request) const;  ///< each interpreter's list as one PDF
  Response form(const Request& request, const Plan& plan, const std::string& fault) const;
  Value::List interpreters(const Request& request, const Plan& plan, const std::vector<Appointment>& booked) const;
  std::optional<Interpreter> typed(const Request& request, const Plan& plan) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
