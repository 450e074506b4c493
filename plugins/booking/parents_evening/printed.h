#pragma once
#include "plan.h"
#include "requested.h"
#include "teacher_values.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What an evening puts on paper, in one language. Lives for one document.
struct Printing {
  const Kernel& kernel;
  const Say& say;
  const Plan& plan;
  const People& people;
  const Rooms& rooms;
  Numbers numbers{};  ///< on which families are rung
  Requested asked{};  ///< what a letter's slips say beside teachers

  Sheet sheet() const;  ///< empty, in that language
};

/// To one family: when the evening is, a code to get in with and its QR, and a slip for each child to fill in by hand.
Sheet letter(const Printing& printing, HouseholdId household, const std::string& code);
/// What a family has booked, at least one, to take along.
Sheet slip(const Printing& printing, HouseholdId household, const std::vector<Appointment>& appointments);
/// One desk's evening, slot by slot: who comes and what about, breaks, what is free. @throws Unavailable
Sheet desk_list(const Printing& printing, const DeskNight& night);
/// The same of every desk where somebody sits; `date`: of that one alone.
std::vector<Sheet> desk_lists(const Printing& printing, std::optional<EveningDateId> date = {});
/// An interpreter's evening: when, where, with which teacher, for which child's family.
Sheet interpreter_list(const Printing& printing, const Interpreter& interpreter, const std::vector<Appointment>& of_evening);
/// Every desk's list of one date, every interpreter's, then every family's slip: for the night when the machine is out.
std::vector<Sheet> pack(const Printing& printing, EveningDateId date, const std::vector<Appointment>& of_evening);

/// The pack as a file, read now.
std::string drawn_pack(const Kernel& kernel, const Say& say, const Plan& plan, EveningDateId date);

}  // namespace lodge::parents_evening
