#include "doubtful.h"

namespace lodge::parents_evening {

bool doubtful(const Plan& plan, const People& people, const Appointment& one, Instant now) {
  const bool stands = one.state == AppointmentState::booked && one.when.ends() > now;
  return stands && !may_see(plan, people, one.household, one.student, one.teacher);
}

}  // namespace lodge::parents_evening
