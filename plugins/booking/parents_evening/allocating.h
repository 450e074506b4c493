#pragma once
#include "book.h"
#include "distribute.h"

namespace lodge::parents_evening {

/// Where the allocation of an evening is.
struct AllocationRun {
  EveningId evening{};
  SiteId site{};
  std::string state{};  ///< "asked", "ready", "accepted", "done"
  PersonId asked_by{};
  std::int64_t wishes = 0, placed = 0, bound = 0, mean_wait_seconds = 0, longest_wait_minutes = 0, families = 0, families_done = 0;
  Instant changed_at{};
  std::string phase{};  ///< when asked: "requests", "wishes", "packing"; empty before it begins
  std::int64_t phase_done = 0, phase_of = 0;
};

/// Whether its appointments are booked, or being so.
inline bool is_given(const AllocationRun& run) { return run.state == "accepted" || run.state == "done"; }

std::optional<AllocationRun> find_run(Reader& reader, EveningId evening);
std::vector<AllocationRun> runs_under_way(Reader& reader);  ///< asked or accepted
/// Evenings whose preference round is over at `now`, and nobody has asked for its allocation yet.
std::vector<std::pair<EveningId, SiteId>> rounds_closed(Reader& reader, Instant now);
/// Holds one of them until the transaction ends; false where it is none any more: the office opened its round again.
bool hold_closed(Transaction& transaction, EveningId evening, Instant now);
void put(Transaction& transaction, const AllocationRun& run);
/// Holds a run until the transaction ends; false where it is not asked for any more: the round opened again.
bool hold_asked(Transaction& transaction, EveningId evening, Instant now);
/// As if nothing had been worked out, nor asked for.
void forget_run(Transaction& transaction, EveningId evening);
void forget_refused(Transaction& transaction, EveningId evening, HouseholdId household);

/// What was worked out for each family, by household.
std::vector<Share> shares(Reader& reader, EveningId evening);
std::vector<Share> shares_left(Reader& reader, EveningId evening);  ///< those that are still to be given
void replace_shares(Transaction& transaction, EveningId evening, const std::vector<Share>& shares);
/// What was worked out for a family that is another's now. Where both have something they get it together, and the answer is
/// false: what each was given for itself may meet.
bool move_share(Transaction& transaction, EveningId evening, HouseholdId from, HouseholdId to);
/// Holds what is still to be given to a family until the transaction ends; nothing where it is given, or another's now.
std::optional<Share> hold_share(Transaction& transaction, EveningId evening, HouseholdId household);
bool mark_given(Transaction& transaction, EveningId evening, const Share& share);  ///< false where it is another's now, or more

/// Works allocations out once their round closes, and books what was accepted, a family after the other with one message each. Whatever dies while
/// it is worked out leaves the evening as it was, and the next run of the job begins anew; whatever dies while it is booked:
/// the job goes on with the families that have nothing yet, since each one's booking carries its own key. [the job's thread]
class Allocating {
 public:
  Allocating(const Kernel& kernel, Plans& plans, const Appointments& appointments) : kernel_(kernel), plans_(plans), appointments_(appointments) {}
  void add_jobs(Jobs& jobs) const;
  void work() const;

  RoundInput read(const Plan& plan, const People& people) const;

 private:
  void ask_at_the_close() const;
  void work_out(AllocationRun run) const;
  void say_progress(AllocationRun& run, const allocation::Progress& progress) const;
  void book(AllocationRun run) const;
  void give(AllocationRun& run, const Actor& actor, HouseholdId household) const;
  std::vector<WishRefused> book_share(const AllocationRun& run, const Actor& actor, const Share& share) const;
  bool has_it(const Actor& actor, EveningId evening, HouseholdId household, const Choice& choice) const;
  void finish(AllocationRun& run) const;

  const Kernel& kernel_;
  Plans& plans_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
