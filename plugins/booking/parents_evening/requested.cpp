#include "requested.h"

#include <algorithm>

namespace lodge::parents_evening {

std::vector<Pairing> visits(const Plan& plan, const People& people, StudentId student, const Requested& asked) {
  auto all = visits(plan, people, student);
  std::ranges::stable_partition(all, [&](const Pairing& one) { return asked.please.contains({student, one.teacher}); });
  return all;
}

}  // namespace lodge::parents_evening
