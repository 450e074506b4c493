#pragma once
#include "decide.h"

#include <string_view>

namespace lodge::parents_evening {

/// Enumerators as the records, the API and forms write them. Reading a word that the records cannot hold is a bug;
/// `parse` of what came from outside answers nothing.
std::string_view word(EveningState state);
std::string_view word(Mode mode);
std::string_view word(OneEach one_each);
std::string_view word(Gap gap);
std::string_view word(AppointmentState state);
std::string_view word(MadeBy made_by);
std::string_view word(Attended attended);
std::string_view word(Why why);

template <class Enumeration>
std::optional<Enumeration> parse(std::string_view text);

}  // namespace lodge::parents_evening
