#pragma once
#include "night_store.h"
#include "plans.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

inline constexpr std::chrono::minutes kMostLate{120};
inline constexpr std::chrono::days kAttendanceNoted{14};  ///< from a desk's start: on the night, or from paper later
inline constexpr std::size_t kLongestRequest = 1'600;  ///< bytes: 400 letters of any script

/// Whether this teacher sees families at the desk, himself or as a substitute.
bool sits(const Desk& desk, PersonId person);
/// Desks where he sees families, by date; without those that are away.
std::vector<const Desk*> desks_run_by(const Plan& plan, PersonId person);
/// The teachers whose families this person sees at an evening: himself, and those for whom he stands in.
std::vector<TeacherId> teaches_as(const Plan& plan, PersonId person);
/// As long as somebody may still be in the house after a sitting's end.
inline constexpr std::chrono::hours kGoing{1};
/// The sittings of a day that are held, by start: to families and office they are one.
std::vector<const EveningDate*> sittings_of(const Plan& plan, LocalDate day);
/// The sittings, by start, of the day that runs, or of the next one, or of the last; none when none is held. A day runs
/// until kGoing after the end of its last.
std::vector<const EveningDate*> tonight(const Plan& plan, Instant now);
/// A family that has arrived is here for what it books since, too.
void arrive_with_others(Transaction& transaction, const Plan& plan, const Appointment& booked, Instant now);
/// How late the desk runs, as far as anybody knows: what was said longer than two hours ago is believed no more.
std::chrono::minutes late_by(const Desk& desk, Instant now);

/// One desk's evening as it stands. `current`: whose time it is; `next`: who comes after. Without those that were
/// missed. nullptr: nobody.
struct Standing {
  const Appointment* current = nullptr;
  const Appointment* next = nullptr;
};
/// `at_desk`: booked ones of this desk, by start; lent.
Standing standing(const Desk& desk, const std::vector<Appointment>& at_desk, Instant now);

/// What teachers and the office do on the night, and what teachers ask for before it. A teacher acts at desks where he
/// sits, the office at all. [any thread] @throws Unavailable
class Night {
 public:
  Night(const Kernel& the_kernel, Plans& plans) : kernel(the_kernel), plans_(plans) {}

  std::shared_ptr<const Plan> find(SiteId site, EveningId evening) const;
  bool may_run(const Actor& actor, const Desk& desk) const;
  bool may_speak_for(const Actor& actor, const Plan& plan, TeacherId teacher) const;

  /// From now on the desk runs `late`, at most kMostLate. False when the actor may not.
  bool say_late(const Actor& actor, const Plan& plan, DeskId desk, std::chrono::minutes late) const;
  /// What became of an appointment; `unknown` undoes it. False when the actor may not.
  bool mark(const Actor& actor, const Plan& plan, BookingId booking, Attended attended) const;
  /// A family is here, with all its appointments of tonight; or it is not, after all. False when it has none.
  bool check_in(const Actor& actor, const Plan& plan, HouseholdId household, bool here) const;
  /// Replaces what the teacher asked about a student; nothing: takes it back. False when the actor may not.
  bool ask(const Actor& actor, const Plan& plan, TeacherId teacher, StudentId student, std::optional<RequestSort> sort,
           const std::string& note) const;

  const Kernel& kernel;

 private:
  Plans& plans_;
};

}  // namespace lodge::parents_evening
