#pragma once
#include "desk.h"

#include <lodge/web.h>

#include <optional>
#include <string>

namespace lodge::rooms {

/// What a person has filled in so far, as it was typed: a form shown again loses nothing.
struct Typed {
  std::string room, date, period, from, to, purpose, notes, repeat, until, owner, scope, version, key;
  std::vector<std::pair<std::string, std::string>> choices;  ///< "choice-2026-11-19" → "skip" or "room S04"
};

/// Of a query (the first visit) or a form.
Typed typed(const Fields& fields);

/// The time typed; a period wins over clock times. Nothing when it cannot be read.
std::optional<TimeWish> time_of(const Typed& typed);
std::map<LocalDate, Choice> choices_of(const Typed& typed);
std::optional<Scope> scope_of(const Typed& typed);

}  // namespace lodge::rooms
