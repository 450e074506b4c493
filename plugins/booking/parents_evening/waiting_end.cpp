#include "waiting_end.h"

#include "holds.h"
#include "tell.h"

#include <lodge/parents.h>

namespace lodge::parents_evening {

std::map<HouseholdId, std::vector<Whom>> end_places(const Kernel& kernel, Transaction& transaction, const Actor& actor, const People& people,
                                                    EveningId evening, const Loses& loses) {
  std::map<HouseholdId, std::vector<Whom>> ended;
  for (const auto& place : waiting_for(transaction, evening)) {
    const auto household = household_of(people, same_person<PersonId>(place.contact));
    if (!place.in_line() || !loses(household, place.whom)) continue;
    if (!move_on(transaction, place.as(WaitingState::closed, kernel.clock.now()), place.state)) continue;
    if (place.state == WaitingState::offered) let_go(kernel, transaction, *place.offer);
    kernel.audit.record(transaction, actor, {"evening.waits_no_more", evening.text(), "{\"teacher\":\"" + place.whom.teacher.text() + "\"}"});
    ended[household].push_back(place.whom);
  }
  return ended;
}

Value::List teachers_of(const std::vector<Whom>& whom) {
  Value::List teachers;
  for (const auto& one : whom) teachers.push_back(one.teacher.text());
  return teachers;
}

void tell_waited(const Kernel& kernel, Transaction& transaction, const Actor& actor, EveningId evening, HouseholdId household, const std::vector<Whom>& whom) {
  tell(kernel, transaction, {actor.site, evening, household, "waited", actor.person, {{"teachers", teachers_of(whom)}}});
}

}  // namespace lodge::parents_evening
