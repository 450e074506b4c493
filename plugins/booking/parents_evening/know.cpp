// What a family's choice is judged by.
#include "appointments.h"
#include "book.h"
#include "line_first.h"
#include "settings.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {

bool Appointments::may_act_for_others(const Actor& actor) const {
  return kernel_.access.may(actor, kTeach) || kernel_.access.may(actor, kManage);
}

bool Appointments::may_act_for(const Actor& actor, const People& people, HouseholdId household) const {
  if (may_act_for_others(actor)) return true;
  return kernel_.access.may(actor, kAttend) && household_of(people, actor.person) == household;
}

std::optional<Appointments::Known> Appointments::know(Reader& reader, const Actor& actor, EveningId evening,
                                                      HouseholdId household) const {
  const auto plan = plans_.find(reader, actor.site, evening);
  const auto people = kernel_.directory.people(actor.site);
  if (!plan || !may_act_for(actor, *people, household)) return std::nullopt;
  const auto rooms = kernel_.rooms.rooms(actor.site);
  Situation s{.plan = *plan, .people = *people, .rooms = *rooms, .household = household,
              .on_behalf = may_act_for_others(actor), .family = {}, .at_desks = {}, .of_children = {}, .now = kernel_.clock.now()};
  if (s.on_behalf && !kernel_.access.may(actor, kManage)) s.at_own_desk = same_person<TeacherId>(actor.person);
  read_family(kernel_, reader, s);
  std::set<DeskId> desks;
  for (const auto* student : children(*plan, *people, household)) {
    for (const auto& pairing : pairings(*plan, *people, student->id)) {
      for (const auto* desk : plan->desks_of(pairing.teacher)) desks.insert(desk->id);
    }
  }
  s.at_desks = taken_at(reader, std::vector(desks.begin(), desks.end()));
  std::erase_if(s.at_desks, [&](const Appointment& one) { return !one.live(s.now); });
  std::ranges::move(kept_for_line(kernel_, reader, s, desks), std::back_inserter(s.at_desks));
  return Known{plan, people, rooms, std::move(s)};
}

std::optional<Appointments::Known> Appointments::know(const Actor& actor, EveningId evening, HouseholdId household) const {
  return kernel_.database.read([&](Reader& reader) { return know(reader, actor, evening, household); });
}

}  // namespace lodge::parents_evening
