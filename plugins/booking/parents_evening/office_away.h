#pragma once
#include "office.h"

namespace lodge::parents_evening {

/// A teacher cannot come: a colleague instead, another date for that teacher alone, or nobody; and when she can after all.
/// [any thread]
class OfficeAway {
 public:
  explicit OfficeAway(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  /// Who cannot come, and where.
  struct Ill {
    TeacherId teacher;
    const Desk& at;           ///< the address's
    std::vector<Desk> desks;  ///< hers of that day, or only that one
    bool several;             ///< whether she has more than one then
  };
  Response ask(const Request& request) const;
  Response ask(const Request& request, const Plan& plan, const Desk& desk, const OfficeFaults& faults) const;
  Value::List dates(const Request& request, const Plan& plan, const Desk& desk, bool by_day) const;
  Response cannot_come(const Request& request) const;
  Response come_again(const Request& request) const;
  /// What the form says shall become of the appointments, into the act; what is wrong with the form, else.
  OfficeFaults decide(const Request& request, const Ill& ill, Act& act) const;
  void to_colleague(const Request& request, const Ill& ill, Act& act, OfficeFaults& faults) const;
  void to_date(const Request& request, const Ill& ill, Act& act, OfficeFaults& faults) const;
  /// The date that the form names, or the new one that it adds to the plan.
  std::optional<EveningDate> date_meant(const Request& request, const Ill& ill, Plan& plan, OfficeFaults& faults) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
