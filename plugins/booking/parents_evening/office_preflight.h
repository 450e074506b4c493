#pragma once
#include "office.h"
#include "preflight.h"

namespace lodge::parents_evening {

/// Families against times, before letters go out, and the ways out. [any thread]
class OfficePreflight {
 public:
  explicit OfficePreflight(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response show(const Request& request) const;
  Response take(const Request& request) const;
  /// The evening with one way out taken: "second_date", "shorter_slots", "joint", "wishes"; nothing for another word, and
  /// where that way leads nowhere.
  std::optional<Plan> with(const Request& request, const Plan& plan, std::string_view way) const;
  Value::List ways(const Request& request, const Plan& plan, const Preflight& found) const;

  const Office& office_;
};

}  // namespace lodge::parents_evening
