#include "office_card.h"

#include "reach.h"
#include "shown.h"
#include "waiting_list.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

Value::List free_times(const Kernel& kernel, const Say& say, const Situation& s, const Whom& whom, const std::string& typed) {
  Value::List list;
  const int slots = slots_for(s, whom.student, whom.teacher);
  for (const auto* desk : desks_for(s, whom.teacher)) {
    for (int slot = 0; slot < desk->slots; ++slot) {
      if (!is_open(s, *desk, slot, slots)) continue;
      const auto value = slot_text(desk->id, slot);
      list.push_back(Value::Map{{"value", value}, {"words", time_at(kernel, say, s, desk->when(slot).starts())}, {"chosen", value == typed}});
    }
  }
  return list;
}

/// What the card says of a teacher without a free time: who waits already, or may be put into line.
Value line_of(const Say& say, const std::vector<Waiting>& places, const Whom& whom) {
  const auto is = [&](WaitingState state) {
    return std::ranges::any_of(places, [&](const Waiting& one) { return one.whom == whom && one.state == state; });
  };
  const bool in_line = is(WaitingState::waiting) || is(WaitingState::offered);
  return Value::Map{{"words", in_line ? say.say("no time is left; the family is in line") : say.say("no time is left")},
                    {"join", in_line ? "" : text(whom)}};
}

}  // namespace

std::string field_of(const Whom& whom) { return "t-" + text(whom); }

std::string time_at(const Kernel& kernel, const Say& say, const Situation& s, Instant starts) {
  const auto site = s.plan.evening.site;
  const auto day = s.plan.dates.size() > 1 ? say.short_day(kernel.calendar.date_of(site, starts)) + say.say(", ") : "";
  return day + say.time(kernel.calendar.minutes_of(site, starts));
}

Value::List children_of_card(const Kernel& kernel, const Say& say, const Situation& s, const Beside& beside, const Fields& typed) {
  Value::List list;
  for (const auto* student : children(s.plan, s.people, s.household)) {
    Value::List teachers;
    for (const auto& pairing : visits(s.plan, s.people, student->id, beside.asked)) {
      const Whom whom{student->id, pairing.teacher};
      const bool has = std::ranges::any_of(s.family, [&](const Appointment& one) { return seen_as(s.plan, s.people, whom_of(one)) == whom; });
      if (has || !s.plan.seats(pairing.teacher)) continue;
      const auto& choice = typed.get(field_of(whom));
      auto times = free_times(kernel, say, s, whom, choice);
      teachers.push_back(Value::Map{{"field", field_of(whom)}, {"teacher", seen_words(say, s.plan, s.people, student->id, pairing.teacher)},
                                    {"subject", pairing.subject.empty() ? pairing.group : pairing.subject},
                                    {"please", beside.asked.please.contains(whom)}, {"no_need", beside.asked.no_need.contains(whom)},
                                    {"any", !times.empty()}, {"any_chosen", choice == kAnyTime}, {"line", times.empty() ? line_of(say, beside.places, whom) : Value()},
                                    {"times", std::move(times)}});
    }
    list.push_back(Value::Map{{"name", s.people.name(same_person<PersonId>(student->id))}, {"form", student->registration_class},
                              {"teachers", std::move(teachers)}});
  }
  return list;
}

}  // namespace lodge::parents_evening
