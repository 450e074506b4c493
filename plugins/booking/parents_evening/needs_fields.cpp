#include "needs_fields.h"

#include "interpreters.h"
#include "shown.h"
#include "telephone.h"
#include "words.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// The ways to meet among which a family can choose: none where all desks have the same.
Value::List modes_of(const Say& say, const Plan& plan, std::optional<Mode> chosen) {
  std::set<Mode> all;
  for (const auto& desk : plan.desks) {
    if (!desk.away) all.insert(desk.mode);
  }
  Value::List list;
  if (all.size() < 2) return list;
  const auto add = [&](Mode mode, std::string words) {
    if (all.contains(mode)) list.push_back(Value::Map{{"value", std::string(word(mode))}, {"words", std::move(words)}, {"chosen", chosen == mode}});
  };
  add(Mode::in_person, say.say("At school only"));
  add(Mode::online, say.say("Online only"));
  add(Mode::telephone, say.say("By telephone only"));
  return list;
}

}  // namespace

void add_needs_fields(Value::Map& values, const Say& say, const Plan& plan, const Needs& typed) {
  std::set<std::string> named;
  for (const auto& one : plan.interpreters) named.merge([&] { const auto all = languages_in(one.languages); return std::set(all.begin(), all.end()); }());
  Value::List languages;
  for (const auto& one : named) languages.push_back(Value::Map{{"language", one}});
  values["any_languages"] = !languages.empty();
  values["languages"] = std::move(languages);
  values["interpreter"] = typed.interpreter;
  values["step_free"] = typed.step_free;
  values["with_whom"] = typed.with_whom;
  auto modes = modes_of(say, plan, typed.mode);
  values["any_modes"] = !modes.empty();
  values["modes"] = std::move(modes);
  values["any_needs"] = typed != Needs();
  add_number_field(values, rings(plan), typed.telephone);
}

Needs read_needs(const Fields& form, const Needs& before) {
  return {form.get("interpreter"), form.has("step_free"), form.get("with_whom"), parse<Mode>(form.get("mode")),
          form.has(kNumberField) ? typed_number(form) : before.telephone};
}

std::optional<Unfit> unfit(const Say& say, const Needs& needs) {
  if (needs.interpreter.size() > kLongestNeed || needs.with_whom.size() > kLongestNeed) return Unfit{"with_whom", say.say("Please say what you need in fewer words.")};
  if (!needs.telephone.empty() && !is_number(needs.telephone)) return Unfit{kNumberField, number_fault(say)};
  return std::nullopt;
}

std::string needs_words(const Say& say, const Needs& needs) {
  std::string words;
  const auto add = [&](const std::string& one) { words += (words.empty() ? "" : " · ") + one; };
  if (!needs.interpreter.empty()) add(say.say("Interpreter: {language}", {{"language", needs.interpreter}}));
  if (needs.mode) add(mode_words(say, *needs.mode));
  if (needs.step_free) add(say.say("A way without steps"));
  if (!needs.with_whom.empty()) add(needs.with_whom);
  return words;
}

}  // namespace lodge::parents_evening
