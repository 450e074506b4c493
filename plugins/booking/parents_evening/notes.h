#pragma once
#include "appointment.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What a family writes to a teacher about a student, sealed under its author's key; empty when there is nothing.
/// Called before a write begins. @throws Unavailable
inline std::string sealed_note(const Kernel& kernel, const Actor& actor, EveningId evening, StudentId student, TeacherId teacher,
                               const std::string& note) {
  return note.empty() ? "" : kernel.privacy.seal(actor.site, actor.person, note_place(evening, student, teacher), note);
}

/// What it says; empty when there is nothing, or its author was erased.
inline std::string opened_note(const Kernel& kernel, SiteId site, const Appointment& one) {
  if (one.note.empty()) return {};
  return kernel.privacy.open(site, one.author, note_place(one.evening, one.student, one.teacher), one.note).value_or("");
}

}  // namespace lodge::parents_evening
