#pragma once
#include "night.h"
#include "telephone.h"

namespace lodge::parents_evening {

/// After its end, as long as somebody may still sit at a desk.
inline constexpr std::chrono::hours kLingers{2};

/// What a teacher's list is made from, read at one time.
struct DeskNight {
  const Desk* desk;                     ///< of the plan
  std::vector<Appointment> at_desk;     ///< booked ones, by start
  std::vector<TeacherRequest> requests; ///< of its teachers
  Numbers numbers{};                    ///< of the families that it rings
};

/// Those of a desk of the plan. Inside Database::read.
DeskNight desk_night(const Kernel& kernel, Reader& reader, const Plan& plan, const Desk& desk);

/// What a teacher wants to have before him when they come, beside names: subject, whom they see at a joint desk, what he
/// asked for, their message. A line each; empty: nothing. @throws Unavailable
std::string beside_words(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, const DeskNight& night, const Appointment& one);

/// A desk as its teacher sees it: desk, day, place, teachers, late (minutes; words), due (the family that is next or is
/// here now, like a row), rows (time, expected, is_break, free, student, class, families, rung, number, dial, note, asked,
/// arrived, came, missed, booking).
Value::Map desk_values(const Kernel& kernel, const Say& say, const Plan& plan, const DeskNight& night, Instant now);

/// A family that could see the teacher about a student and has no appointment.
struct NotBooked {
  StudentId student;
  HouseholdId household;
};
/// By the student's surname; where one household goes for all of a student's, one that goes is enough.
std::vector<NotBooked> not_booked(const Plan& plan, const People& people, TeacherId teacher, const std::vector<Appointment>& with_teacher);
/// The students whose families the teacher may see, by surname and first name.
std::vector<const Student*> students_of(const Plan& plan, const People& people, TeacherId teacher);

}  // namespace lodge::parents_evening
