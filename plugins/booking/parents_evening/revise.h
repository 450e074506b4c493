#pragma once
#include "appointment.h"
#include "plan.h"
#include "strain.h"

namespace lodge::parents_evening {

/// How an evening becomes another.
struct Move {
  std::map<EveningDateId, std::chrono::microseconds> by{};  ///< what a date's appointments move by; those not named stay by the clock
  struct Away {
    TeacherId teacher{};
    std::set<EveningDateId> dates{};  ///< of one day
    std::chrono::microseconds by{};
  };
  std::optional<Away> away{};  ///< one teacher's appointments of one day, and what they alone move by
  bool cancels = false;  ///< an appointment that cannot stay is given back; otherwise it goes to the nearest time that suits
  bool spreads = false;  ///< what the act makes too close goes to the nearest time that suits, where there is one; otherwise it stays
};

/// What becomes of one appointment.
struct Fate {
  Appointment before;
  std::optional<Appointment> after{};  ///< nothing: it is given back
  bool told = false;                   ///< whether the family sees a difference, and it is not over
  std::optional<Strain> strain{};      ///< that the act puts on what it leaves: for the office to know
  bool stays() const {
    return after && after->teacher == before.teacher && after->desk == before.desk && after->slot == before.slot &&
           after->slots == before.slots && after->when == before.when && after->interpreter == before.interpreter;
  }
};

/// What becomes of each of `live` when `before` becomes `after`: one that has begun stays as it was. One that the family
/// may no longer have with that teacher is given back. Where its teacher leaves a joint desk and sits nowhere else that
/// day, it is a colleague's who stays there, if the family may see one. Another keeps its time, moved by as much as its date, where the
/// desk has that time still; else it goes to the nearest that is free and suits the family, to a desk with steps only where
/// its teacher has no other, when nobody else had it; else it is given back. Nobody is moved onto anybody. Those that kept their time go first. What is offered to a family in line
/// follows its desk like them, unless that is too close to another of the family, or goes to what they leave; what is in a basket
/// stays or goes. Pure.
std::vector<Fate> fates(const Plan& before, const Plan& after, const Move& move, const School& school,
                        std::vector<Appointment> live, Instant now);

/// Households that have to be told, with what becomes of theirs, by household.
std::map<HouseholdId, std::vector<const Fate*>> touched(const std::vector<Fate>& fates);

}  // namespace lodge::parents_evening
