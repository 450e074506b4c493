#include "doubtful.h"

#include <lodge/parents.h>

namespace lodge::parents_evening {

bool doubtful(const People& people, const Appointment& one, Instant now) {
  const bool stands = one.state == AppointmentState::booked && one.when.ends() > now;
  return stands && (people.student(one.student) == nullptr || !may_book_for(people, one.household, one.student));
}

}  // namespace lodge::parents_evening
