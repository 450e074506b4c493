#include "forms.h"

namespace lodge::rooms {
namespace {

constexpr std::string_view kChoice = "choice-";
constexpr std::string_view kRoom = "room ";

}  // namespace

Typed typed(const Fields& fields) {
  Typed typed{.room = fields.get("room"), .date = fields.get("date"), .period = fields.get("period"), .from = fields.get("from"),
              .to = fields.get("to"), .purpose = fields.get("purpose"), .notes = fields.get("notes"),
              .repeat = fields.get("repeat"), .until = fields.get("until"), .owner = fields.get("owner"),
              .scope = fields.get("scope"), .version = fields.get("version"), .key = fields.get("idempotency_key"), .choices = {}};
  for (const auto& [name, value] : fields.all()) {
    if (name.starts_with(kChoice)) typed.choices.emplace_back(name.substr(kChoice.size()), value);
  }
  return typed;
}

std::optional<TimeWish> time_of(const Typed& typed) {
  const auto date = parse_date(typed.date);
  if (!date) return std::nullopt;
  if (!typed.period.empty()) return TimeWish{.date = *date, .period = typed.period};
  const auto from = parse_minutes(typed.from), to = parse_minutes(typed.to);
  return from && to ? std::optional(TimeWish{*date, "", *from, *to}) : std::nullopt;
}

std::map<LocalDate, Choice> choices_of(const Typed& typed) {
  std::map<LocalDate, Choice> choices;
  for (const auto& [date_typed, value] : typed.choices) {
    const auto date = parse_date(date_typed);
    if (!date) continue;
    if (value == "skip") choices[*date] = {.skip = true, .room = ""};
    if (value.starts_with(kRoom)) choices[*date] = {.skip = false, .room = value.substr(kRoom.size())};
  }
  return choices;
}

std::optional<Scope> scope_of(const Typed& typed) {
  if (typed.scope.empty() || typed.scope == "this") return Scope::this_one;
  if (typed.scope == "following") return Scope::following;
  return typed.scope == "all" ? std::optional(Scope::all) : std::nullopt;
}

}  // namespace lodge::rooms
