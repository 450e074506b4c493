#pragma once
#include "plans.h"
#include "waiting_list.h"

namespace lodge::parents_evening {

/// The lines for teachers who are full, as the office sees them: who waits, who was offered what, what became of it, and
/// the ways out. [any thread]
class OfficeWaiting {
 public:
  OfficeWaiting(const Kernel& kernel, Plans& plans, const WaitingList& list) : kernel_(kernel), plans_(plans), list_(list) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

 private:
  Response show(const Request& request) const;      ///< GET /admin/evenings/{evening}/waiting
  Response act(const Request& request) const;       ///< POST: a family goes in, for one that telephones, or out
  Response page(const Request& request, const Plan& plan, const std::string& fault, int status) const;
  std::shared_ptr<const Plan> plan(const Request& request) const;
  Value::Map row(const Request& request, const Plan& plan, const People& people, const Waiting& place, std::size_t nth) const;

  const Kernel& kernel_;
  Plans& plans_;
  const WaitingList& list_;
};

/// How many families stand in line for each teacher; the most first.
std::vector<std::pair<TeacherId, std::size_t>> families_in_line(const People& people, const std::vector<Waiting>& line);

}  // namespace lodge::parents_evening
