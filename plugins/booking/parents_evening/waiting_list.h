#pragma once
#include "book.h"
#include "waiting.h"

namespace lodge::parents_evening {

/// What became of a wish to stand in line.
enum class Joined {
  in_line,
  not_yours,   ///< no child of this family, a teacher who does not teach it, or one without a desk
  not_open,    ///< booking has not begun, or is over
  has_already,
  too_many,    ///< the student has as many appointments as the school allows
  free_now,    ///< there is a time that suits: nobody has to wait
};

/// The line for a teacher who has no time left. Who joined first is offered first: a time that comes free is held for the
/// first family in line that can come then, which gets one message; if it does not take it in time, the next one is
/// asked. An offer that lapses ends that family's place, so that nobody is asked twice for one wish; what the school
/// itself withdraws does not. When booking ends, whoever still waits gets a last message. [any thread] @throws Unavailable
class WaitingList {
 public:
  WaitingList(const Kernel& kernel, Plans& plans, const Appointments& appointments) : kernel_(kernel), plans_(plans), appointments_(appointments) {}
  void add_jobs(Jobs& jobs) const;  ///< [startup]

  /// At the end of the line; whoever stands in it already keeps the place.
  Joined join(const Actor& actor, EveningId evening, HouseholdId household, const Whom& whom) const;
  /// Gives up the place, and what is offered. False when the family has none.
  bool leave(const Actor& actor, EveningId evening, HouseholdId household, const Whom& whom) const;
  /// Books what is offered, with the usual message. Refused as `taken` when it has lapsed.
  Booked take(const Actor& actor, EveningId evening, HouseholdId household, const Whom& whom) const;
  std::vector<Waiting> places(const People& people, EveningId evening, HouseholdId household) const;

  /// Brings the lines of an evening up to date: ends offers that lapsed, and offers what is free.
  void serve(SiteId site, EveningId evening) const;

 private:
  struct Line;
  /// Nothing: the evening was changed, or called off, while it was being decided.
  std::optional<Joined> join_once(const Actor& actor, EveningId evening, HouseholdId household, const Whom& whom) const;
  void settle(const Line& line, const Waiting& place) const;
  void offer(const Line& line, const Waiting& place) const;
  Booked offer(const Line& line, const Waiting& place, const Appointments::Known& known, const Spot& spot, Instant until) const;
  void close(const Line& line) const;
  void close(const Line& line, HouseholdId household, const std::vector<Waiting>& places) const;

  const Kernel& kernel_;
  Plans& plans_;
  const Appointments& appointments_;
};

/// Places that the household's members have, or had.
std::vector<Waiting> places_of(Reader& reader, const People& people, EveningId evening, HouseholdId household);
/// How many other families stand before this place in its line.
std::size_t families_before(const People& people, const std::vector<Waiting>& line, const Waiting& place);

}  // namespace lodge::parents_evening
