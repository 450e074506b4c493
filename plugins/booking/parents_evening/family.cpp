#include "family.h"

#include "appointments.h"
#include "shown.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {

bool Family::is_booked(const Whom& whom) const { return parents_evening::is_booked(plan(), people(), booked, whom); }

Value::Map evening_values(const Kernel& kernel, const Request& request, const Family& family) {
  const auto& say = *request.say;
  Value::List days;
  for (const auto& date : family.plan().held_dates()) {
    days.push_back(say.say("{day}, {times}", {{"day", say.full_day(date.date)}, {"times", time_words(kernel, say, family.plan().evening.site, date.when)}}));
  }
  return {{"evening", family.plan().evening.title}, {"here", evening_link(family.evening())}, {"days", std::move(days)}, {"form_token", request.form_token}};
}

std::string about_words(const Say& say, const Family& family, const Whom& whom) {
  const auto* student = family.people().student(whom.student);
  return say.say("{teacher} about {student}", {{"teacher", seen_words(say, family.plan(), family.people(), whom.student, whom.teacher)},
                                               {"student", student == nullptr ? "" : student->first_name}});
}

std::string walk_words(const Say& say, const Family& family, const Desk* from, const Desk* to) {
  if (from == nullptr || to == nullptr) return {};
  const auto walk = walk_between(family.plan(), *family.known.rooms, *from, *to);
  if (walk == std::chrono::minutes(0)) return {};
  const auto* room = to->room ? family.known.rooms->room(*to->room) : nullptr;
  return say.say_many("{count} minute to walk to {place}", "{count} minutes to walk to {place}", walk.count(), {{"place", room == nullptr ? to->place : room->building}});
}

std::optional<Family> find_family(const Kernel& kernel, const Appointments& appointments, const Actor& actor, std::string_view evening) {
  return find_family(kernel, appointments, actor, evening, household_of(*kernel.directory.people(actor.site), actor.person));
}

std::optional<Family> find_family(const Kernel& kernel, const Appointments& appointments, const Actor& actor, std::string_view evening, HouseholdId household) {
  const auto id = EveningId::parse(evening);
  if (!id) return std::nullopt;
  auto known = appointments.know(actor, *id, household);
  if (!known || known->plan->evening.state == EveningState::draft) return std::nullopt;
  Family family{.known = std::move(*known), .stage = Stage::not_open, .held = {}, .offers = {}, .booked = {}};
  family.stage = stage(family.plan(), family.people(), household, family.situation().now);
  for (auto& one : kernel.database.read([&](Reader& reader) { return of_household(reader, *id, household); })) {
    if (one.is_offer() && !one.live(family.situation().now)) continue;
    auto& list = one.is_offer() ? family.offers : one.in_basket() ? family.held : family.booked;
    if (may_be_told(family.people(), one)) list.push_back(std::move(one));
  }
  return family;
}

std::string evening_link(EveningId evening, std::string_view rest) { return "/parents/evenings/" + evening.text() + std::string(rest); }

std::string see_query(const std::vector<Whom>& some) {
  std::string query;
  for (const auto& whom : some) query += (query.empty() ? "?see=" : "&see=") + text(whom);
  return query;
}

int times_left(const Situation& s, const Whom& whom) {
  const int slots = slots_for(s, whom.student, whom.teacher);
  if (is_given(s, whom)) return 0;
  int left = 0;
  for (const auto* desk : desks_for(s, whom.teacher)) {
    std::vector<Appointment> here;
    std::ranges::copy_if(s.at_desks, std::back_inserter(here), [&](const Appointment& one) { return one.desk == desk->id; });
    for (int slot = 0; slot < desk->slots; ++slot) {
      if (desk->when(slot).starts() < s.now || !is_free(*desk, slot, slots, here) || !is_interpreted(s, desk->when(slot, slots))) continue;
      ++left;
      slot += slots - 1;
    }
  }
  return left;
}

}  // namespace lodge::parents_evening
