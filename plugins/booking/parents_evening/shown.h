#pragma once
#include "appointment.h"
#include "plan.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// "Room M12", "Main hall, desk 12", "Online": where a desk is; empty when nobody said. `number`: of the family, which the
/// words name where it is rung.
std::string place_words(const Say& say, const Rooms& rooms, const Desk& desk, const std::string& number = {});
std::string mode_words(const Say& say, Mode mode);
/// "Thursday 12 November 2026, 4 to 7 pm · In person": the dates on which somebody sits whom the household may see; all of
/// them as long as nobody does.
std::vector<std::string> date_words(const Say& say, const Plan& plan, const People& people, HouseholdId household);
/// With commas between.
std::string listed(const Say& say, const std::vector<std::string>& words);
/// "Ms Okafor", or "Ms Okafor (Mr Bo stands in)".
std::string teacher_words(const Say& say, const People& people, const Desk& desk, TeacherId teacher);
/// Whom a family sees: "Ms Okafor, together with Mr Lowther" where they share a desk. `desk`: where, if that is known.
std::string seen_words(const Say& say, const Plan& plan, const People& people, StudentId student, TeacherId teacher, const Desk* desk = nullptr);
/// The same of all who sit there: "Ms Okafor, Mr Lowther".
std::string teachers_words(const Say& say, const People& people, const Desk& desk);
/// `path` at the address that parents know: "https://lodge.ashdown.sch.uk/…".
std::string whole_address(const Kernel& kernel, std::string_view path);
/// Whether its household may still be told of it: since it was booked, a contact rule or the MIS may have taken the
/// student away from it.
bool may_be_told(const People& people, const Appointment& appointment);
/// Who it is; "An interpreter" where whoever wrote the name was erased. @throws Unavailable
std::string interpreter_name(const Kernel& kernel, const Say& say, const People& people, SiteId site, const Interpreter& interpreter);
/// "Maths", "Tutor group 9B": why the student sees this teacher; empty when it no longer does.
std::string subject_words(const Plan& plan, const People& people, StudentId student, TeacherId teacher);
std::string day_words(const Kernel& kernel, const Say& say, SiteId site, Instant when);
/// "4:30 to 4:40 pm"
std::string time_words(const Kernel& kernel, const Say& say, SiteId site, const Interval& when);

/// One appointment in a family's or a teacher's words: booking, day, times, starts (clock), teacher, subject, student,
/// first_name, place, link, online, cancelled, arrived, attended, note (opened). `number` as in place_words.
Value::Map shown(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, const Rooms& rooms,
                 const Appointment& appointment, const std::string& number = {});

}  // namespace lodge::parents_evening
