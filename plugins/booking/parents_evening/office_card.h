#pragma once
#include "decide.h"
#include "waiting.h"

#include <lodge/booking.h>

#include <string_view>

namespace lodge::parents_evening {

// What a family's card lets the office choose: a time with each teacher whom its children's families see.

inline constexpr std::string_view kAnyTime = "any";  ///< in the place of a time
std::string field_of(const Whom& whom);              ///< "t-<student>.<teacher>": its value is "<desk>.<slot>" or kAnyTime

/// "4:10 pm", with the day where the evening has several dates.
std::string time_at(const Kernel& kernel, const Say& say, const Situation& situation, Instant starts);

/// Child by child: name, form, teachers (field, teacher, subject, any, any_chosen, times, line), without those who have
/// their appointment. `places`: where the family stands in line; `typed`: what was chosen before.
Value::List children_of_card(const Kernel& kernel, const Say& say, const Situation& situation, const std::vector<Waiting>& places, const Fields& typed);

}  // namespace lodge::parents_evening
