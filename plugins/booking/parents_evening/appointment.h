#pragma once
#include "evening.h"

namespace lodge::parents_evening {

enum class AppointmentState { held, booked, cancelled };
enum class MadeBy { parent, office, teacher, allocation, offer };
enum class Attended { unknown, came, missed };

/// A household and a teacher about a student. Its claims on desk and household are the ledger's booking of the same id.
struct Appointment {
  BookingId booking{};
  EveningId evening{};
  EveningDateId date{};
  DeskId desk{};
  int slot = 0, slots = 1;
  StudentId student{};
  TeacherId teacher{};
  HouseholdId household{};
  Interval when;
  AppointmentState state = AppointmentState::booked;
  std::optional<Instant> held_until{};  ///< when held
  MadeBy made_by = MadeBy::parent;
  PersonId author{};   ///< of the note
  std::string note{};  ///< sealed; empty: none
  std::optional<Instant> arrived_at{};
  Attended attended = Attended::unknown;
  std::optional<InterpreterId> interpreter{};  ///< whose time its booking claims
  Instant created_at{};

  /// Held for a family that stood in line for it, until it takes it.
  bool is_offer() const { return state == AppointmentState::held && made_by == MadeBy::offer; }
  /// Held while the family looks at what it chose.
  bool in_basket() const { return state == AppointmentState::held && made_by != MadeBy::offer; }
  /// Whether it holds its slot at `now`.
  bool live(Instant now) const {
    return state == AppointmentState::booked || (state == AppointmentState::held && *held_until > now);
  }
};

/// A child and a teacher to be seen about it. In forms and addresses "<student>.<teacher>".
struct Whom {
  StudentId student{};
  TeacherId teacher{};
  auto operator<=>(const Whom&) const = default;
};

inline Whom whom_of(const Appointment& one) { return {one.student, one.teacher}; }

/// Where a note is sealed to, under its author's key.
inline std::string note_place(EveningId evening, StudentId student, TeacherId teacher) {
  return "appointment.note." + evening.text() + "." + student.text() + "." + teacher.text();
}

}  // namespace lodge::parents_evening
