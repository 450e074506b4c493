#pragma once
#include "appointment.h"
#include "interpreters.h"
#include "plan.h"

#include <lodge/rooms.h>

namespace lodge::parents_evening {

/// One appointment that is wished for.
struct Choice {
  StudentId student{};
  TeacherId teacher{};
  DeskId desk{};
  int slot = 0, slots = 1;  ///< when booked it takes at least slots_for()
  std::string note{};  ///< to the teacher; at most 1,000 characters
  std::optional<InterpreterId> interpreter{};  ///< whom it would rather have, then whom it gets
};

inline Whom whom_of(const Choice& choice) { return {choice.student, choice.teacher}; }

/// A place and time where a teacher could be seen.
struct Spot {
  DeskId desk{};
  int slot = 0, slots = 1;
  Interval when;
};

enum class Why {
  not_open,       ///< not yet, or no more
  not_yours,      ///< no child of this family, or a teacher who does not teach it
  no_such_slot,   ///< off the desk's list, or a break, or a desk that is away
  past,
  has_already,    ///< the family sees this teacher about the student already; to staff, some family does
  too_many,       ///< more than the school lets one family have about one student
  you_are_busy,   ///< the family is with somebody else then
  too_close,      ///< no time left to get there
  taken,          ///< somebody else was there first, in this time or for this student
  no_interpreter, ///< all who interpret into the family's language are elsewhere then
  not_step_free,  ///< the family needs a way without steps, and this desk has none
  rule,           ///< the school's rule says no
  moved,          ///< the evening was changed while it was being decided: look again
  held_anew,      ///< the family's basket is not the one it was shown: somebody of it chose meanwhile, or the school did
  note_too_long,
  notes_closed,   ///< this school takes no notes
};

/// A choice that cannot be had, and where that teacher is free nearby.
struct Refused {
  std::size_t choice = 0;  ///< its place in the basket
  Why why;
  std::string reason{};    ///< the school's words, of a rule
  std::vector<Spot> nearest{};
};

inline constexpr std::size_t kMostChoices = 30;
inline constexpr std::size_t kLongestNote = 1'000;

/// What is known when a family chooses.
struct Situation {
  const Plan& plan;
  const People& people;
  const Rooms& rooms;
  HouseholdId household;
  bool on_behalf = false;  ///< by staff: before it opens and after it closes, too
  std::optional<TeacherId> at_own_desk{};  ///< a teacher who acts, and only where that teacher sits
  std::vector<Appointment> family;   ///< live ones of this household
  std::vector<Interval> elsewhere{}; ///< when it is at another evening
  std::vector<Appointment> at_desks; ///< live ones at the desks that are wished for
  std::vector<Appointment> of_children; ///< live ones of its children, by whichever household
  int least_slots = 1;  ///< that each appointment of this family takes
  Needs needs{};        ///< the family's
  std::vector<Interpreting> interpreting{};  ///< whose time is taken, where the family needs somebody
  Instant now{};
};

/// As if the family held nothing: what can be had when it chooses anew.
void drop_holds(Situation& situation);
Situation without_holds(Situation situation);

/// How many slots an appointment of this family takes.
int slots_for(const Situation& situation, StudentId student, TeacherId teacher);

/// On foot from one desk to the next: none within a building, nor to or from home.
std::chrono::minutes walk_between(const Plan& plan, const Rooms& rooms, const Desk& from, const Desk& to);
/// Time that a family needs from one desk to the next: the walk, and the gap where the school keeps one.
std::chrono::minutes needed_between(const Plan& plan, const Rooms& rooms, const Desk& from, const Desk& to);

/// Something that a family does at a time, at a desk; nullptr: one that is not there any more.
struct Engagement {
  const Desk* desk;
  Interval when;
};
/// Whether a family has time to get from one to the other.
bool apart(const Plan& plan, const Rooms& rooms, const Engagement& one, const Engagement& other);

/// Whether a family that needs a way without steps gets to this desk. Where the school says of no room and no desk that it
/// has none, nobody can know.
bool is_step_free(const Plan& plan, const Rooms& rooms, const Desk& desk);
/// Where this family can be seen by the teacher, by date.
std::vector<const Desk*> desks_for(const Situation& situation, TeacherId teacher);
/// Whether the family has to have an interpreter whom the school named.
bool wants_interpreter(const Situation& situation);
/// Whether the family needs none then, or there is one.
bool is_interpreted(const Situation& situation, const Interval& when);
/// Gives each choice, of those that judge() lets pass, whoever interprets.
void choose_interpreters(const Situation& situation, std::vector<Choice>& choices);

/// Whether whoever acts may put families to this desk, and send them away.
bool may_use(const Situation& situation, const Desk& desk);

/// Whether appointments of an evening can be made now by whoever acts: staff may from when it is published until it is
/// called off, a family while it is open to it.
bool may_book(const Situation& situation);

/// Judges each choice against the evening, the family's other appointments and the choices before it. Pure. What it
/// lets pass, the ledger has still to grant.
std::vector<Refused> judge(const Situation& situation, const std::vector<Choice>& choices);

/// What is wrong with a note to a teacher.
std::optional<Why> unfit_note(const Plan& plan, std::string_view note);

/// Free slots of the teacher's desks that suit the family, nearest to `around` first.
std::vector<Spot> nearest(const Situation& situation, const Choice& choice, Instant around, std::size_t most = 3);
/// Whether a desk's slots are free of breaks and of everybody's appointments.
bool is_free(const Desk& desk, int slot, int slots, const std::vector<Appointment>& at_desks);
/// The same for this family: where it needs an interpreter, there is one.
bool is_open(const Situation& situation, const Desk& desk, int slot, int slots);

/// Whether another household has the one appointment that the student gets with this teacher. To the family the teacher
/// then is full, like any other who is: no household may learn of another.
bool is_given(const Situation& situation, const Whom& whom);

/// Under whose name a student sees a teacher once: the household's, or nobody's where one goes for all.
HouseholdId once_under(const Plan& plan, const People& people, StudentId student, HouseholdId household);

}  // namespace lodge::parents_evening
