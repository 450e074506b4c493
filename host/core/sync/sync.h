#pragma once
#include "core/calendar/calendar.h"
#include "core/directory/directory.h"
#include "core/directory/rooms.h"
#include "core/privacy/keyring.h"
#include "core/sync/mapping.h"
#include "core/sync/plan.h"
#include "core/sync/store.h"
#include "core/timetable/timetable.h"

#include <lodge/audit.h>
#include <lodge/clock.h>

#include <expected>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace lodge::core {

/// The brakes that somebody looked at and confirmed.
struct Confirmations {
  std::set<std::string> brakes;  ///< Brake::key()
};

/// There is none in the actor's school.
struct NoSuchPlan {};
/// It was applied or undone before, or is being applied by somebody else just now.
struct NotApplicable {
  PlanState state;
};
/// The people changed since it was made, or the calendar while it was applied, or a newer plan superseded it: plan again.
struct Outdated {};
struct Braked {
  std::vector<Brake> brakes;  ///< those that nobody confirmed, or nobody can
};
using ApplyRefusal = std::variant<NoSuchPlan, NotApplicable, Outdated, Braked>;
/// One sentence for the office and the technician.
std::string sentence_for(const ApplyRefusal& refusal);

/// What was done.
struct Applied {
  bool nothing_to_do = false;
  std::map<std::string, Count> counts;
  LessonReport lessons;
};

/// Brings what a MIS says into Lodge: judged, planned, braked, applied, undone. Nothing here deletes a person.
/// [any thread; one plan of a site is applied at a time]
class Sync {
 public:
  struct Parts {
    Database& central;
    Vaults& vaults;
    Keyring& keyring;
    StoredDirectory& directory;
    StoredRooms& rooms;
    StoredCalendar& calendar;
    StoredTimetable& timetable;
    StoredLedger& ledger;
    Audit& audit;
    const Clock& clock;
    Thresholds thresholds = usual_thresholds();
  };
  explicit Sync(Parts parts) : parts_(std::move(parts)) {}

  /// What the school's mapping makes of a pull, before it is planned (sync/mapping.h). The error is a sentence.
  /// @throws Unavailable
  std::expected<Pulled, std::string> mapped(SiteId site, Pulled pulled, Mapper& mapper);
  /// Keeps what was pulled and says what it would change. An earlier plan that was not applied is superseded.
  /// @throws Unavailable
  Plan plan(SiteId site, const Pulled& pulled, const Actor& actor);
  /// The same again, against what is stored by now; nothing for an unknown plan. Its faults are known
  /// until the next plan of the site is made; then what was pulled is forgotten. @throws Unavailable
  std::optional<Plan> find(PlanId plan);
  /// Carries out a plan. What a crash left half done is taken up by applying the same plan again. @throws Unavailable
  std::expected<Applied, ApplyRefusal> apply(PlanId plan, const Actor& actor, const Confirmations& confirmations = {});
  /// Takes back the plan that was applied last; another one's is refused. @throws Unavailable
  std::expected<Applied, ApplyRefusal> undo(PlanId plan, const Actor& actor);
  /// The newest first. @throws Unavailable
  std::vector<StoredPlan> status(SiteId site, std::int64_t at_most = 20);
  /// Brings the lessons in line with the timetable and the calendar: after a shift of week letters, a new term.
  LessonReport renew_lessons(SiteId site);

 private:
  struct Judged {
    Plan plan;
    Changes changes;
  };
  static Changes compare_what_came(CheckedSchool& school, const Present& now);
  Judged judge(const StoredPlan& plan, const Pulled& pulled);
  Present present(SiteId site) const;
  Instant today(SiteId site) const;
  LessonPlan lesson_plan(SiteId site);

  std::expected<Applied, ApplyRefusal> switch_on(const StoredPlan& plan, const Actor& actor, const Confirmations& confirmations);
  std::expected<Applied, ApplyRefusal> leave_as_it_is(const StoredPlan& plan, const Plan& judged, const Actor& actor);
  void clear_stage(SiteId site, std::int64_t present);
  void stage_names(SiteId site, std::int64_t revision, const Changes& changes);
  void stage_rows(SiteId site, std::int64_t revision, const Changes& changes);
  std::expected<void, Outdated> switch_revision(const StoredPlan& plan, std::int64_t revision, const Changes& changes,
                                                const SiteCalendar& before, const Actor& actor);
  void add_resources(Transaction& transaction, SiteId site, const Changes& changes);
  Applied finish(const StoredPlan& plan, Applied applied);
  void refresh(SiteId site);

  Parts parts_;
};

}  // namespace lodge::core
