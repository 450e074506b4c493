#pragma once
#include "appointment.h"
#include "plan.h"

namespace lodge::parents_evening {

/// Who stays at a joint desk that the teacher has left, and may be seen by the family: as the family sees them then.
std::optional<TeacherId> who_stays(const Plan& before, const Plan& after, const People& people, HouseholdId household, const Whom& whom, DeskId desk);

/// Under whom appointments are kept whose teacher has left a joint desk and sits nowhere else that day: a colleague who
/// stays there, whom the family may see and does not see already. Lent what it is made of. [one thread]
class Colleagues {
 public:
  Colleagues(const Plan& before, const Plan& after, const People& people, const std::vector<Appointment>& live);

  /// The appointment as it is to be kept: under the colleague, or as it was.
  Appointment kept(Appointment one) const;

 private:
  using Meeting = std::tuple<StudentId, HouseholdId, TeacherId>;
  Meeting meeting(const Appointment& one, TeacherId teacher) const;
  std::optional<TeacherId> colleague(const Appointment& one) const;

  const Plan &before_, &after_;
  const People& people_;
  std::map<BookingId, TeacherId> kept_under_;
};

}  // namespace lodge::parents_evening
