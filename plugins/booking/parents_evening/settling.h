#pragma once
#include "appointment.h"
#include "plan.h"

#include <lodge/rooms.h>

namespace lodge::parents_evening {

/// Finds a place in the evening as it becomes for one appointment after another, each beside those settled before it.
/// Lent what it is made of. [one thread]
class Settling {
 public:
  Settling(const Plan& after, const People& people, const Rooms& rooms, Instant now) : after_(after), people_(people), rooms_(rooms), now_(now) {}

  /// At its desk, or where the teacher sits now, at this time; `apart_only`: unless that is too close to another of the family.
  std::optional<Appointment> keep(const Appointment& one, Instant starts, bool apart_only = false);
  /// As it was, wherever its desk is now.
  Appointment leave(const Appointment& one) { return settle(one); }
  /// At the nearest time that suits the family. What is only offered may be shorter than it was, where the line would offer that now.
  std::optional<Appointment> nearest_to(Appointment one, Instant starts);

 private:
  const Desk* desk_then(TeacherId teacher, Instant starts) const;
  bool is_apart(const Appointment& one);
  Appointment settle(Appointment one);

  const Plan& after_;
  const People& people_;
  const Rooms& rooms_;
  Instant now_;
  std::map<DeskId, std::vector<Appointment>> at_desk_;
  std::map<HouseholdId, std::vector<Appointment>> of_family_;
};

}  // namespace lodge::parents_evening
