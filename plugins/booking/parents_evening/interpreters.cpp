#include "interpreters.h"

#include "revise.h"

#include <lodge/names.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

bool is_there(const Interpreter& one, const Interval& when) {
  return std::ranges::any_of(one.times, [&](const InterpreterTime& time) { return time.when.starts() <= when.starts() && when.ends() <= time.when.ends(); });
}

bool is_busy(std::span<const Interpreting> busy, InterpreterId who, const Interval& when) {
  return std::ranges::any_of(busy, [&](const Interpreting& one) { return one.who == who && one.when.overlaps(when); });
}

std::string language_of(const std::map<HouseholdId, Needs>& needs, HouseholdId household) {
  const auto found = needs.find(household);
  return found == needs.end() ? "" : found->second.interpreter;
}

}  // namespace

std::vector<std::string> languages_in(std::string_view languages) {
  std::vector<std::string> all;
  while (!languages.empty()) {
    const auto comma = std::min(languages.find(','), languages.size());
    if (const auto one = trimmed(languages.substr(0, comma)); !one.empty()) all.emplace_back(one);
    languages.remove_prefix(std::min(comma + 1, languages.size()));
  }
  return all;
}

bool speaks(const Interpreter& interpreter, std::string_view language) {
  const auto wanted = name_words(language);
  const auto all = languages_in(interpreter.languages);
  return std::ranges::any_of(all, [&](const std::string& one) { return name_words(one) == wanted; });
}

bool takes_place(const Plan& plan, const InterpreterTime& time) {
  const auto* date = plan.date(time.date);
  return plan.evening.state != EveningState::cancelled && date != nullptr && !date->called_off;
}

bool is_named(const Plan& plan, std::string_view language) {
  return std::ranges::any_of(plan.interpreters, [&](const Interpreter& one) {
    return speaks(one, language) && std::ranges::any_of(one.times, [&](const InterpreterTime& time) { return takes_place(plan, time); });
  });
}

std::optional<InterpreterId> interpreter_for(const Plan& plan, std::string_view language, const Interval& when,
                                             std::span<const Interpreting> busy, std::optional<InterpreterId> wished) {
  const Interpreter* best = nullptr;
  const auto rank = [&](const Interpreter& one) { return std::tuple(one.id != wished, languages_in(one.languages).size(), one.id); };
  for (const auto& one : plan.interpreters) {
    if (!speaks(one, language) || !is_there(one, when) || is_busy(busy, one.id, when)) continue;
    if (best == nullptr || rank(one) < rank(*best)) best = &one;
  }
  return best == nullptr ? std::nullopt : std::optional(best->id);
}

void assign_interpreters(const Plan& after, const std::map<HouseholdId, Needs>& needs, std::vector<Fate>& fates, Instant now) {
  std::vector<Interpreting> busy;
  std::vector<Fate*> open;
  for (auto& fate : fates) {
    if (!fate.after) continue;
    auto& one = *fate.after;
    const auto language = language_of(needs, one.household);
    const auto own = one.interpreter && !language.empty() ? interpreter_for(after, language, one.when, busy, one.interpreter) : std::nullopt;
    const bool over = one.when.starts() <= now;
    if (fate.before.in_basket()) {  // a hold is as it was or not at all
      if (one.interpreter && own != one.interpreter) fate.after.reset();
      else if (one.interpreter) busy.push_back({*one.interpreter, one.when, one.booking});
      continue;
    }
    if (one.interpreter && (over || own == one.interpreter)) busy.push_back({*one.interpreter, one.when, one.booking});
    else if (!over) open.push_back(&fate);
  }
  for (auto* fate : open) {
    auto& one = *fate->after;
    const auto language = language_of(needs, one.household);
    one.interpreter = language.empty() ? std::nullopt : interpreter_for(after, language, one.when, busy);
    if (one.interpreter) busy.push_back({*one.interpreter, one.when, one.booking});
  }
}

}  // namespace lodge::parents_evening
