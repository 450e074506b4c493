#pragma once
#include "core/sync/changes.h"

#include <string>
#include <vector>

namespace lodge::core {

/// Why a plan is not applied just like that.
struct Brake {
  enum class Reason { too_many_missing, year_group_missing, empty, partial, ids_changed };
  Reason reason;
  std::string kind;  ///< "students"
  std::int64_t missing = 0, of = 0;
  std::string sentence;  ///< what it is and what to look at, without a person's value
  /// "students.too_many_missing": what a confirmation names.
  std::string key() const;
  /// A partial answer and changed ids cannot be confirmed away: the first must be pulled again, the second is a
  /// migration, which is another thing than a replacement.
  bool can_be_confirmed() const { return reason != Reason::partial && reason != Reason::ids_changed; }
};

/// When to brake, for each kind: more than so many per cent missing, and at least so many.
struct Threshold {
  int per_cent = 5;
  int at_least = 3;
};
using Thresholds = std::map<std::string, Threshold>;
/// People 5 %, classes, groups and rooms 20 %, the timetable 50 %.
Thresholds usual_thresholds();

/// All reasons to brake. [any thread]
std::vector<Brake> brakes(const Pulled& pulled, const CheckedSchool& school, const Present& present, const Changes& changes,
                          const Thresholds& thresholds);

}  // namespace lodge::core
