#include "basket.h"

#include "appointments.h"
#include "notes.h"
#include "settings.h"

#include <algorithm>

namespace lodge::parents_evening {

std::vector<Choice> in_basket(const Kernel& kernel, const Family& family) {
  std::vector<Choice> choices;
  for (const auto& one : family.held) {
    choices.push_back(choice_of(one));
    choices.back().note = opened_note(kernel, family.plan().evening.site, one);
  }
  return choices;
}

std::vector<Lost> ask_for_what_is_there(std::vector<Choice> choices, const std::function<Booked(const std::vector<Choice>&)>& ask) {
  std::vector<Lost> lost;
  // Each round something goes, or the evening was changed meanwhile: then all of it is tried once more.
  for (std::size_t round = 0; !choices.empty() && round <= kMostChoices; ++round) {
    const auto booked = ask(choices);
    if (booked) return lost;
    std::set<std::size_t> out;
    for (const auto& refused : booked.error()) {
      if (refused.why == Why::moved && round == 0) continue;
      if (refused.choice < choices.size() && out.insert(refused.choice).second) lost.push_back({choices[refused.choice], refused});
    }
    std::vector<Choice> left;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (!out.contains(i)) left.push_back(std::move(choices[i]));
    }
    choices = std::move(left);
  }
  return lost;
}

std::vector<Gone> keep(const Kernel& kernel, const Appointments& appointments, const Actor& actor, const Family& family,
                       std::vector<Choice> choices) {
  const auto until = kernel.clock.now() + kernel.settings.duration(actor.site, kHold);
  const auto wanted = choices.size();
  const auto lost = ask_for_what_is_there(std::move(choices), [&](const std::vector<Choice>& some) {
    return appointments.hold(actor, {.evening = family.evening(), .household = family.household(), .choices = some}, until);
  });
  if (lost.size() == wanted) appointments.release(actor, family.evening(), family.household());
  std::vector<Gone> gone;
  for (const auto& [choice, refused] : lost) gone.emplace_back(choice, refused.why);
  return gone;
}

std::string note_field(const Whom& whom) { return "note-" + text(whom); }

std::vector<Choice> picks_of(const Fields& form) {
  constexpr std::string_view kPick = "pick-";
  std::vector<Choice> choices;
  for (const auto& [name, value] : form.all()) {
    if (!name.starts_with(kPick)) continue;
    const auto whom = parse_whom(std::string_view(name).substr(kPick.size()));
    const auto slot = parse_slot(value);
    if (whom && slot) choices.push_back({whom->student, whom->teacher, slot->first, slot->second, 1, form.get(note_field(*whom))});
  }
  return choices;
}

std::set<SeenHold> seen_in(const Fields& form) {
  std::set<SeenHold> all;
  for (const auto& value : form.every("held")) {
    if (const auto one = parse_seen_hold(value)) all.insert(*one);
  }
  return all;
}

namespace {

/// Whether the desk has that time still as it was, with that teacher.
bool is_there(const Plan& plan, const Appointment& one) {
  const auto* desk = plan.desk(one.desk);
  return desk != nullptr && !desk->away && desk->has(one.teacher) && is_free(*desk, one.slot, one.slots, {}) && desk->when(one.slot, one.slots) == one.when;
}

}  // namespace

std::vector<Appointment> taken_of(const Kernel& kernel, const Family& family, const std::set<SeenHold>& seen) {
  std::vector<Appointment> taken;
  kernel.database.read([&](Reader& reader) {
    for (const auto& hold : seen) {
      const auto one = find(reader, hold.booking);
      const bool is_own = one && one->household == family.household() && one->evening == family.evening() && family.may_see(whom_of(*one));
      if (is_own && one->state == AppointmentState::cancelled && !is_there(family.plan(), *one)) taken.push_back(*one);
    }
  });
  return taken;
}

std::vector<Choice> noted(std::vector<Choice> choices, const std::vector<Choice>& basket, const Fields& form) {
  for (auto& one : choices) {
    const auto before = std::ranges::find(basket, whom_of(one), [](const Choice& other) { return whom_of(other); });
    if (before != basket.end() && !form.has(note_field(whom_of(one)))) one.note = before->note;
  }
  return choices;
}

std::vector<Choice> with_notes(std::vector<Choice> choices, const Plan& plan, const Fields& typed) {
  for (auto& one : choices) {
    const auto field = note_field(whom_of(one));
    if (typed.has(field) && !unfit_note(plan, typed.get(field))) one.note = typed.get(field);
  }
  return choices;
}

std::vector<Choice> with(std::vector<Choice> some, const std::vector<Choice>& more) {
  for (const auto& one : more) {
    std::erase_if(some, [&](const Choice& other) { return whom_of(other) == whom_of(one); });
  }
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

std::string basket_link(EveningId evening, const std::vector<Gone>& gone, std::string_view anew) {
  std::string query = anew.empty() ? "" : "?anew=" + std::string(anew);
  for (const auto& [choice, why] : gone) query += (query.empty() ? "?gone=" : "&gone=") + text(choice, why);
  return evening_link(evening, "/basket" + query);
}

}  // namespace lodge::parents_evening
