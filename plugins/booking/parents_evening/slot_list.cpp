#include "slot_list.h"

#include "elsewhere.h"
#include "shown.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// What the family does at that time, or nearly then; nullptr when it is free.
const Appointment* in_the_way(const Situation& s, const Desk& desk, const Interval& when, const Whom& whom) {
  for (const auto& other : s.family) {
    if (whom_of(other) == whom) continue;
    const auto* there = s.plan.desk(other.desk);
    const auto between = there == nullptr ? std::chrono::minutes(0) : needed_between(s.plan, s.rooms, *there, desk);
    if (when.starts() < other.when.ends() + between && other.when.starts() < when.ends() + between) return &other;
  }
  return nullptr;
}

std::string words_of(const Say& say, const Family& family, const Appointment& other, bool overlaps) {
  const auto name = family.people().name(same_person<PersonId>(other.teacher));
  return overlaps ? say.say("you see {teacher}", {{"teacher", name}}) : say.say("too near to {teacher}", {{"teacher", name}});
}

Value::Map slot(const Kernel& kernel, const Say& say, const Family& family, const Situation& s, const Desk& desk, int number, int length,
                const Whom& whom, const Appointment* chosen) {
  const auto when = desk.when(number, length);
  Value::Map values{{"id", "s" + whom.student.text() + slot_text(desk.id, number)}, {"value", slot_text(desk.id, number)},
                    {"time", say.time(kernel.calendar.minutes_of(family.plan().evening.site, when.starts()))}};
  const auto* mine = in_the_way(s, desk, when, whom);
  if (chosen != nullptr && chosen->desk == desk.id && chosen->slot == number) {
    values["open"] = true;
    values["chosen"] = true;
  } else if (mine != nullptr) {
    values["mine"] = words_of(say, family, *mine, mine->when.overlaps(when));
  } else if (is_elsewhere(s.elsewhere, when)) {
    values["mine"] = say.say("you are at another evening");
  } else if (!is_given(s, whom) && is_open(s, desk, number, length)) {
    values["open"] = true;
  } else if (!is_given(s, whom) && is_free(desk, number, length, s.at_desks)) {
    values["mine"] = say.say("no interpreter");
  } else {
    values["taken"] = true;
  }
  return values;
}

}  // namespace

Value::List slot_list(const Kernel& kernel, const Say& say, const Family& family, const Whom& whom, const Appointment* moving) {
  const auto held = std::ranges::find(family.held, whom, [](const Appointment& one) { return whom_of(one); });
  const auto* chosen = moving != nullptr ? moving : held == family.held.end() ? nullptr : &*held;
  auto s = family.situation();
  const auto desks = desks_for(s, whom.teacher);
  std::erase_if(s.at_desks, [&](const Appointment& one) { return std::ranges::find(desks, one.desk, &Desk::id) == desks.end(); });
  if (chosen != nullptr) {
    for (auto* some : {&s.family, &s.at_desks}) std::erase_if(*some, [&](const Appointment& one) { return one.booking == chosen->booking; });
    std::erase_if(s.interpreting, [&](const Interpreting& one) { return one.booking == chosen->booking; });
  }
  const int length = moving != nullptr ? moving->slots : slots_for(s, whom.student, whom.teacher);
  Value::List dates;
  for (const auto* desk : desks) {
    Value::List slots;
    bool any = false;
    for (int number = 0; number + length <= desk->slots; ++number) {
      if (desk->is_break(number) || desk->when(number).starts() < s.now) continue;
      slots.push_back(slot(kernel, say, family, s, *desk, number, length, whom, chosen));
      any = any || slots.back().boolean_or("open");
    }
    dates.push_back(Value::Map{{"day", day_words(kernel, say, family.plan().evening.site, desk->starts)},
                               {"place", place_words(say, *family.known.rooms, *desk)},
                               {"long", length > 1 ? say.say_many("{count} minute each", "{count} minutes each", (length * desk->slot).count()) : ""}, {"any", any}, {"slots", std::move(slots)}});
  }
  return dates;
}

}  // namespace lodge::parents_evening
