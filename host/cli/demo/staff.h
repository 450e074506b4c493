#pragma once
#include "cli/demo/school.h"

namespace lodge::demo {

/// The rooms, teachers and classes of the school; who teaches which form where.
void add_rooms(School& school);
void add_teachers(School& school, Dice& dice);
void add_classes(School& school);
/// Every class's lessons in weeks A and B: no teacher, form or room twice at one time.
void add_lessons(School& school, Dice& dice);

inline constexpr int kFirstYear = 7, kYears = 5, kFormsAYear = 2;
inline constexpr std::size_t kForms = std::size_t{kYears} * kFormsAYear;
/// "7A" to "11B".
std::string form_name(std::size_t form);

}  // namespace lodge::demo
