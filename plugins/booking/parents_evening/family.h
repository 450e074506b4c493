#pragma once
#include "book.h"
#include "whom.h"

namespace lodge::parents_evening {

/// One household looking at one evening, read once a request.
struct Family {
  Appointments::Known known;
  Stage stage;
  std::vector<Appointment> held;    ///< its basket, by start; those whose time has run out too
  std::vector<Appointment> offers;  ///< times that came free, held for it still, by start
  std::vector<Appointment> booked;  ///< by start

  const Plan& plan() const { return *known.plan; }
  const People& people() const { return *known.people; }
  const Situation& situation() const { return known.situation; }
  HouseholdId household() const { return known.situation.household; }
  EveningId evening() const { return known.plan->evening.id; }
  std::vector<const Student*> children() const { return parents_evening::children(plan(), people(), household()); }
  bool is_booked(const Whom& whom) const;
  /// Whether it is a teacher of one of its children.
  bool may_see(const Whom& whom) const { return parents_evening::may_see(plan(), people(), household(), whom.student, whom.teacher); }
};

/// Nothing for an evening that this parent has nothing to do with: unknown, not published, of another school.
std::optional<Family> find_family(const Kernel& kernel, const Appointments& appointments, const Actor& actor, std::string_view evening);
/// The same of another's household, for whom the actor may act.
std::optional<Family> find_family(const Kernel& kernel, const Appointments& appointments, const Actor& actor, std::string_view evening, HouseholdId household);

/// What each page of an evening holds: evening (title), here (its address), days, form_token.
Value::Map evening_values(const Kernel& kernel, const Request& request, const Family& family);

/// "Ms Okafor about Maya"
std::string about_words(const Say& say, const Family& family, const Whom& whom);
/// "5 minutes' walk to Science"; empty when there is none. `from` may be nullptr.
std::string walk_words(const Say& say, const Family& family, const Desk* from, const Desk* to);

/// "/parents/evenings/<id>" and what follows.
std::string evening_link(EveningId evening, std::string_view rest = {});
/// "?see=…&see=…"
std::string see_query(const std::vector<Whom>& some);

/// How many appointments of that length the teacher still has for whoever comes, from now on.
int times_left(const Situation& situation, const Whom& whom);

}  // namespace lodge::parents_evening
