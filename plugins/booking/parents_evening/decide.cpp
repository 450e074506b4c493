#include "decide.h"

#include "lengths.h"

#include <lodge/parents.h>

#include <algorithm>
#include <tuple>

namespace lodge::parents_evening {
namespace {

using std::chrono::minutes;

std::string building_of(const Rooms& rooms, const Desk& desk) {
  const auto* room = desk.room ? rooms.room(*desk.room) : nullptr;
  return room == nullptr ? "" : room->building;
}

std::optional<Why> in_the_way(const Situation& s, const Engagement& wished, const std::vector<Engagement>& others) {
  for (const auto& other : others) {
    if (wished.when.overlaps(other.when)) return Why::you_are_busy;
  }
  const bool near = std::ranges::any_of(others, [&](const Engagement& other) { return !apart(s.plan, s.rooms, wished, other); });
  return near ? std::optional(Why::too_close) : std::nullopt;
}

bool counts_for(const Situation& s, const Appointment& one) {
  return once_under(s.plan, s.people, one.student, one.household) == once_under(s.plan, s.people, one.student, s.household);
}

Whom as_seen(const Situation& s, const Whom& whom) { return {whom.student, seen_as(s.plan, s.people, whom.student, whom.teacher)}; }

/// A family is told of its own appointments only, staff of whoever's stands in the way. What is in its basket somebody of
/// the family has chosen, perhaps on another telephone.
std::optional<Why> has_already(const Situation& s, const Whom& whom) {
  const auto own = std::ranges::find(s.family, whom, [&](const Appointment& one) { return as_seen(s, whom_of(one)); });
  if (own != s.family.end()) return own->in_basket() && !s.on_behalf ? Why::held_anew : Why::has_already;
  return s.on_behalf && is_given(s, whom) ? std::optional(Why::has_already) : std::nullopt;
}

std::size_t count_of(const Situation& s, StudentId student) {
  return static_cast<std::size_t>(std::ranges::count(s.family, student, &Appointment::student));
}

/// As a browser counts them: the end of a line, which it sends as two, is one.
std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return c != '\r' && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<Why> unfit(const Situation& s, const Choice& choice) {
  const auto* desk = s.plan.desk(choice.desk);
  if (!may_see(s.plan, s.people, s.household, choice.student, choice.teacher) || (desk != nullptr && !may_use(s, *desk))) return Why::not_yours;
  if (desk == nullptr || desk->away || !desk->has(choice.teacher)) return Why::no_such_slot;
  if (choice.slots < 1 || choice.slot < 0 || choice.slot > desk->slots - choice.slots) return Why::no_such_slot;
  for (int i = 0; i < choice.slots; ++i) {
    if (desk->is_break(choice.slot + i)) return Why::no_such_slot;
  }
  if (desk->when(choice.slot).starts() < s.now && !s.on_behalf) return Why::past;
  if (s.needs.step_free && !is_step_free(s.plan, s.rooms, *desk)) return Why::not_step_free;
  return unfit_note(s.plan, choice.note);
}

std::vector<Engagement> engagements(const Situation& s) {
  std::vector<Engagement> all;
  for (const auto& one : s.family) all.push_back({s.plan.desk(one.desk), one.when});
  for (const auto& when : s.elsewhere) all.push_back({nullptr, when});
  return all;
}

}  // namespace

std::optional<Why> unfit_note(const Plan& plan, std::string_view note) {
  if (!note.empty() && !plan.evening.notes) return Why::notes_closed;
  return characters(note) > kLongestNote ? std::optional(Why::note_too_long) : std::nullopt;
}

std::chrono::minutes walk_between(const Plan& plan, const Rooms& rooms, const Desk& from, const Desk& to) {
  const bool walks = from.mode == Mode::in_person && to.mode == Mode::in_person;
  const auto here = building_of(rooms, from), there = building_of(rooms, to);
  return walks && here != there && !here.empty() && !there.empty() ? plan.evening.walk : minutes(0);
}

std::chrono::minutes needed_between(const Plan& plan, const Rooms& rooms, const Desk& from, const Desk& to) {
  const auto gap = plan.evening.gap == Gap::forbid ? plan.evening.gap_length : minutes(0);
  return std::max(gap, walk_between(plan, rooms, from, to));
}

bool apart(const Plan& plan, const Rooms& rooms, const Engagement& one, const Engagement& other) {
  const auto& [first, second] = one.when.starts() < other.when.starts() ? std::tie(one, other) : std::tie(other, one);
  if (first.desk == nullptr || second.desk == nullptr) return true;
  return second.when.starts() - first.when.ends() >= needed_between(plan, rooms, *first.desk, *second.desk);
}

bool is_step_free(const Plan& plan, const Rooms& rooms, const Desk& desk) {
  constexpr std::string_view kStepFree = "step-free";  // in the rooms' catalogue
  const auto says_so = [&](const Room& room) { return std::ranges::find(room.features, kStepFree) != room.features.end(); };
  if (desk.mode != Mode::in_person || desk.step_free) return true;
  const auto* room = desk.room ? rooms.room(*desk.room) : nullptr;
  if (room != nullptr && says_so(*room)) return true;
  if (std::ranges::any_of(plan.desks, &Desk::step_free)) return false;  // the office has said at which
  return room == nullptr || std::ranges::none_of(rooms.all(), says_so);  // nobody can know
}

std::vector<const Desk*> desks_for(const Situation& s, TeacherId teacher) {
  auto desks = s.plan.desks_of(teacher);
  if (s.needs.step_free) std::erase_if(desks, [&](const Desk* desk) { return !is_step_free(s.plan, s.rooms, *desk); });
  return desks;
}

bool wants_interpreter(const Situation& s) { return !s.needs.interpreter.empty() && is_named(s.plan, s.needs.interpreter); }

bool is_interpreted(const Situation& s, const Interval& when) {
  return !wants_interpreter(s) || interpreter_for(s.plan, s.needs.interpreter, when, s.interpreting);
}

void choose_interpreters(const Situation& s, std::vector<Choice>& choices) {
  const bool wants = wants_interpreter(s);
  for (auto& choice : choices) {
    const auto when = s.plan.desk(choice.desk)->when(choice.slot, choice.slots);
    choice.interpreter = wants ? interpreter_for(s.plan, s.needs.interpreter, when, s.interpreting, choice.interpreter) : std::nullopt;
  }
}

int slots_for(const Situation& s, StudentId student, TeacherId teacher) {
  const int with_interpreter = s.needs.interpreter.empty() ? 1 : s.plan.lengths.interpreter;
  return std::max({s.least_slots, with_interpreter, length_of(s.plan, s.people, student, teacher)});
}

bool may_use(const Situation& s, const Desk& desk) {
  if (!s.at_own_desk) return true;
  return std::ranges::any_of(desk.teachers, [&](const DeskTeacher& one) { return one.teacher == *s.at_own_desk || one.substitute == s.at_own_desk; });
}

HouseholdId once_under(const Plan& plan, const People& people, StudentId student, HouseholdId household) {
  const bool shared = plan.evening.one_each == OneEach::student || share_one(people, student);
  return shared ? HouseholdId{} : household;
}

bool is_free(const Desk& desk, int slot, int slots, const std::vector<Appointment>& at_desks) {
  for (int i = slot; i < slot + slots; ++i) {
    if (i < 0 || i >= desk.slots || desk.is_break(i)) return false;
  }
  return std::ranges::none_of(at_desks, [&](const Appointment& one) {
    return one.desk == desk.id && one.slot < slot + slots && slot < one.slot + one.slots;
  });
}

bool is_given(const Situation& s, const Whom& whom) {
  return std::ranges::any_of(s.of_children, [&](const Appointment& one) {
    return one.household != s.household && as_seen(s, whom_of(one)) == as_seen(s, whom) && counts_for(s, one);
  });
}

bool is_open(const Situation& s, const Desk& desk, int slot, int slots) {
  return is_free(desk, slot, slots, s.at_desks) && is_interpreted(s, desk.when(slot, slots));
}

void drop_holds(Situation& s) {
  std::set<BookingId> basket;  // what stands at a desk does not say why it is held
  for (const auto& one : s.family) {
    if (one.in_basket()) basket.insert(one.booking);
  }
  for (auto* some : {&s.family, &s.at_desks, &s.of_children}) {
    std::erase_if(*some, [&](const Appointment& one) { return basket.contains(one.booking); });
  }
  std::erase_if(s.interpreting, [&](const Interpreting& one) { return basket.contains(one.booking); });
}

Situation without_holds(Situation s) {
  drop_holds(s);
  return s;
}

bool may_book(const Situation& s) {
  if (s.on_behalf) return s.plan.evening.state == EveningState::published;
  return stage(s.plan, s.people, s.household, s.now) == Stage::open;
}

std::vector<Refused> judge(const Situation& s, const std::vector<Choice>& choices) {
  std::vector<Refused> refused;
  auto engaged = engagements(s);
  std::map<StudentId, std::size_t> wished;
  std::set<Whom> seen;
  const bool open = may_book(s);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const auto& choice = choices[i];
    auto why = open ? unfit(s, choice) : std::optional(Why::not_open);
    const auto whom = as_seen(s, whom_of(choice));
    if (!why) why = has_already(s, whom);
    if (!why && seen.contains(whom)) why = Why::has_already;
    const auto most = static_cast<std::size_t>(s.plan.evening.most_each);
    if (!why && most > 0 && count_of(s, choice.student) + wished[choice.student] >= most) why = Why::too_many;
    const auto* desk = s.plan.desk(choice.desk);
    if (!why && (is_given(s, whom) || !is_free(*desk, choice.slot, choice.slots, s.at_desks))) why = Why::taken;
    if (!why) why = in_the_way(s, {desk, desk->when(choice.slot, choice.slots)}, engaged);
    if (!why && !is_interpreted(s, desk->when(choice.slot, choice.slots))) why = Why::no_interpreter;
    if (why) {
      refused.push_back({i, *why, "", {}});
      continue;
    }
    engaged.push_back({desk, desk->when(choice.slot, choice.slots)});
    ++wished[choice.student];
    seen.insert(whom);
  }
  return refused;
}

std::vector<Spot> nearest(const Situation& s, const Choice& choice, Instant around, std::size_t most) {
  std::vector<Spot> spots;
  if (is_given(s, whom_of(choice))) return spots;
  const auto engaged = engagements(s);
  for (const auto* desk : desks_for(s, choice.teacher)) {
    for (int slot = 0; slot + choice.slots <= desk->slots; ++slot) {
      const auto when = desk->when(slot, choice.slots);
      if (when.starts() < s.now || !is_open(s, *desk, slot, choice.slots)) continue;
      if (!in_the_way(s, {desk, when}, engaged)) spots.push_back({desk->id, slot, choice.slots, when});
    }
  }
  const auto distance = [&](const Spot& spot) {
    return spot.when.starts() < around ? around - spot.when.starts() : spot.when.starts() - around;
  };
  std::ranges::sort(spots, {}, [&](const Spot& spot) { return std::tuple(distance(spot), spot.when.starts(), spot.desk); });
  if (spots.size() > most) spots.erase(spots.begin() + static_cast<std::ptrdiff_t>(most), spots.end());
  return spots;
}

}  // namespace lodge::parents_evening
