#pragma once
#include "revise.h"
#include "setup.h"

namespace lodge::parents_evening {

// What a change of plan does to rows and ledger, step by step, inside one write. Each reads what is there and makes it
// as the plan says.

/// Audience, dates and desks as rows; desks that are new as resources of the ledger.
void write_rows(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after);
/// Breaks that are no more are freed; those that are new are claimed, once nobody has their slots.
void free_breaks(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after);
void claim_breaks(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Plan& before, const Plan& after);
inline constexpr std::chrono::minutes kTimeGrid{5};  ///< of rooms and of teachers' diaries

/// The rooms that a date needs for itself, with the time.
std::map<RoomId, Interval> rooms_needed(const Plan& plan, const EveningDate& date);

/// What somebody has of the teachers' diaries and the rooms.
struct Claimed {
  std::vector<InTheWay> refused{};
  std::vector<InTheWay> partly{};  ///< rooms that the evening has until then
};
/// The teachers' diaries and the rooms. In her break a teacher may be elsewhere. A room of which the evening has only a
/// part stays so as long as no more of it is asked for; `all_the_same`: any room is taken for the time before somebody
/// else comes.
Claimed claim_time(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Plan& before, Plan& after, bool all_the_same = false);
/// Claims and rows of the appointments; one that its household's diary has no room for is given back, and says so in its
/// fate. What is offered is another booking once it has moved.
void move_appointments(const Kernel& kernel, Transaction& transaction, const Plan& after, const People& people, std::vector<Fate>& fates);
/// Desks and dates that are no more.
void remove_rows(Transaction& transaction, const Plan& before, const Plan& after);

}  // namespace lodge::parents_evening
