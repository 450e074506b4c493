#include "waiting_list.h"

#include "again.h"
#include "appointments.h"
#include "settings.h"
#include "store.h"
#include "tell.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

Joined of(Why why) {
  switch (why) {
    case Why::not_open: return Joined::not_open;
    case Why::held_anew:
    case Why::has_already: return Joined::has_already;
    case Why::too_many: return Joined::too_many;
    case Why::not_yours:
    case Why::no_such_slot: return Joined::not_yours;
    default: return Joined::in_line;  // taken, or at a time when the family is elsewhere: worth waiting
  }
}

/// A time of the teacher's, as long as this family needs, that is still to come and without a break, whoever has it.
std::optional<Choice> some_time(const Situation& s, const Whom& whom) {
  const int slots = slots_for(s, whom.student, whom.teacher);
  for (const auto* desk : desks_for(s, whom.teacher)) {
    for (int slot = 0; slot < desk->slots; ++slot) {
      if (desk->when(slot).starts() >= s.now && is_free(*desk, slot, slots, {})) return Choice{whom.student, whom.teacher, desk->id, slot, slots, ""};
    }
  }
  return std::nullopt;
}

Joined may_wait(const Situation& s, const Whom& whom) {
  const auto time = some_time(s, whom);
  const bool over = s.plan.seats(whom.teacher) && s.plan.ends() <= s.now;
  if (!time) return over ? Joined::not_open : Joined::not_yours;
  const auto refused = judge(s, {*time});
  const auto may = refused.empty() ? Joined::in_line : of(refused.front().why);
  if (may != Joined::in_line) return may;
  return nearest(s, *time, s.now, 1).empty() ? Joined::in_line : Joined::free_now;
}

const Waiting* place_of(const std::vector<Waiting>& places, const Whom& whom) {
  const auto found = std::ranges::find_if(places, [&](const Waiting& one) { return one.whom == whom && one.in_line(); });
  return found == places.end() ? nullptr : &*found;
}

}  // namespace

Joined WaitingList::join(const Actor& actor, EveningId evening, HouseholdId household, const Whom& whom) const {
  return as_it_is([&] { return join_once(actor, evening, household, whom); });
}

std::optional<Joined> WaitingList::join_once(const Actor& actor, EveningId evening, HouseholdId household, const Whom& named) const {
  const auto known = appointments_.know(actor, evening, household);
  if (!known) return Joined::not_yours;
  const auto whom = seen_as(*known->plan, *known->people, named);
  auto s = known->situation;
  s.on_behalf = false;  // nobody waits for what the family could not take itself
  std::erase_if(s.family, [](const Appointment& one) { return one.in_basket(); });
  const auto places = this->places(*known->people, evening, household);
  if (place_of(places, whom) != nullptr) return Joined::in_line;
  if (const auto may = may_wait(s, whom); may != Joined::in_line) return may;
  const bool own = household_of(*known->people, actor.person) == household;
  const auto contact = own ? same_person<ContactId>(actor.person) : first_contact_of(*known->people, household);
  const Waiting place{evening, whom, contact, WaitingState::waiting, s.now, {}, {}, s.now};
  const auto before = std::ranges::find_if(places, [&](const Waiting& one) { return one.whom == whom && one.contact == contact; });
  return kernel_.database.write([&](Transaction& transaction) -> std::optional<Joined> {
    if (!still_at(transaction, evening, known->plan->evening.version, *known->people)) return std::nullopt;
    const bool is_in = before == places.end() ? insert(transaction, place) : move_on(transaction, place, before->state);
    if (is_in) kernel_.audit.record(transaction, actor, {"evening.waits", evening.text(), "{\"teacher\":\"" + whom.teacher.text() + "\"}"});
    return Joined::in_line;
  });
}

bool WaitingList::leave(const Actor& actor, EveningId evening, HouseholdId household, const Whom& whom) const {
  const auto known = appointments_.know(actor, evening, household);
  const auto places = known ? this->places(*known->people, evening, household) : std::vector<Waiting>();
  const auto* place = place_of(places, whom);
  if (place == nullptr) return false;
  const bool left = kernel_.database.write([&](Transaction& transaction) {
    if (!move_on(transaction, place->as(WaitingState::left, known->situation.now), place->state)) return false;
    if (place->state == WaitingState::offered) appointments_.withdraw(transaction, *place->offer);
    kernel_.audit.record(transaction, actor, {"evening.waits_no_more", evening.text(), "{\"teacher\":\"" + whom.teacher.text() + "\"}"});
    return true;
  });
  if (left && place->state == WaitingState::offered) serve(actor.site, evening);
  return left;
}

Booked WaitingList::take(const Actor& actor, EveningId evening, HouseholdId household, const Whom& whom) const {
  const auto known = appointments_.know(actor, evening, household);
  const auto places = known ? this->places(*known->people, evening, household) : std::vector<Waiting>();
  const auto* place = place_of(places, whom);
  if (place == nullptr || place->state != WaitingState::offered) return std::unexpected(std::vector<Refused>{{0, Why::taken, "", {}}});
  return appointments_.take(actor, *place->offer, [&](Transaction& transaction, const Appointment&) {
    return move_on(transaction, place->as(WaitingState::booked, known->situation.now), WaitingState::offered);
  });
}

std::vector<Waiting> WaitingList::places(const People& people, EveningId evening, HouseholdId household) const {
  return kernel_.database.read([&](Reader& reader) { return places_of(reader, people, evening, household); });
}

std::vector<Waiting> places_of(Reader& reader, const People& people, EveningId evening, HouseholdId household) {
  std::vector<Waiting> all;
  for (const auto contact : people.members_of(household)) std::ranges::move(waiting_of(reader, evening, contact), std::back_inserter(all));
  return all;
}

std::size_t families_before(const People& people, const std::vector<Waiting>& line, const Waiting& place) {
  const auto own = household_of(people, same_person<PersonId>(place.contact));
  std::set<HouseholdId> before;
  for (const auto& one : line) {
    const bool is_before = std::tie(one.joined_at, one.contact, one.whom) < std::tie(place.joined_at, place.contact, place.whom);
    if (one.whom.teacher == place.whom.teacher && one.state == WaitingState::waiting && is_before) before.insert(household_of(people, same_person<PersonId>(one.contact)));
  }
  before.erase(own);
  before.erase(HouseholdId{});  // who has left the school
  return before.size();
}

}  // namespace lodge::parents_evening
