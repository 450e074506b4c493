#pragma once
#include "decide.h"
#include "requested.h"
#include "waiting.h"

#include <lodge/booking.h>

#include <string_view>

namespace lodge::parents_evening {

// What a family's card lets the office choose: a time with each teacher whom its children's families see.

inline constexpr std::string_view kAnyTime = "any";  ///< in the place of a time
std::string field_of(const Whom& whom);              ///< "t-<student>.<teacher>": its value is "<desk>.<slot>" or kAnyTime

/// "4:10 pm", with the day where the evening has several dates.
std::string time_at(const Kernel& kernel, const Say& say, const Situation& situation, Instant starts);

/// What the card says beside teachers: where the family stands in line, and who asks to see it.
struct Beside {
  std::vector<Waiting> places;
  Requested asked;
};

/// Child by child: name, form, teachers (field, teacher, subject, please, no_need, any, any_chosen, times, line), those who
/// ask first, without those who have their appointment. `typed`: what was chosen before.
Value::List children_of_card(const Kernel& kernel, const Say& say, const Situation& situation, const Beside& beside, const Fields& typed);

}  // namespace lodge::parents_evening
