#pragma once
#include "appointment.h"
#include "interpreters.h"
#include "plan.h"
#include "strain.h"

namespace lodge::parents_evening {

/// Finds a place in the evening as it becomes for one appointment after another, each beside those settled before it.
/// Lent what it is made of. [one thread]
class Settling {
 public:
  Settling(const Plan& after, const School& school, Instant now) : after_(after), school_(school), now_(now) {}

  /// At its desk, or at another of the teacher's that the family reaches, at this time; `apart_only`: unless that is too
  /// close to another of the family.
  std::optional<Appointment> keep(const Appointment& one, Instant starts, bool apart_only = false);
  /// As it was, wherever its desk is now.
  Appointment leave(const Appointment& one) { return settle(one); }
  /// At the nearest time that suits the family. What is booked goes where nobody interprets, then to a desk with steps, rather
  /// than nowhere; what is only offered may be shorter than it was, where the line would offer that now.
  std::optional<Appointment> nearest_to(Appointment one, Instant starts);

 private:
  const Desk* desk_then(const Appointment& one, Instant starts) const;
  bool reaches(HouseholdId household, const Desk& desk) const;
  bool is_apart(const Appointment& one);
  Appointment settle(Appointment one);

  const Plan& after_;
  const School& school_;
  Instant now_;
  std::map<DeskId, std::vector<Appointment>> at_desk_;
  std::map<HouseholdId, std::vector<Appointment>> of_family_;
  std::vector<Interpreting> interpreting_;
};

}  // namespace lodge::parents_evening
