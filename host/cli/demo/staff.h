#pragma once
#include "cli/demo/school.h"

namespace lodge::demo {

/// The forms, rooms, teachers and classes of the school; who teaches which form where.
void add_forms(School& school, std::size_t wings);
void add_rooms(School& school);
void add_teachers(School& school, Dice& dice);
void add_classes(School& school);
/// Every class's lessons in weeks A and B: no teacher, form or room twice at one time.
void add_lessons(School& school, Dice& dice);

inline constexpr int kFirstYear = 7;
inline constexpr std::size_t kYears = 5, kFormsOfAWing = 2 * kYears, kFormSize = 30;
int year_group_of(const School& school, std::size_t form);

}  // namespace lodge::demo
