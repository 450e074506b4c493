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
};

std::optional<AllocationRun> find_run(Reader& reader, EveningId evening);
std::vector<AllocationRun> runs_under_way(Reader& reader);  ///< asked or accepted
void put(Transaction& transaction, const AllocationRun& run);
void forget_refused(Transaction& transaction, EveningId evening, HouseholdId household);

/// Works allocations out, and books what was accepted, a family a write with one message each. Whatever dies: it goes on
/// where it was, since each family's booking carries its own key. [the job's thread]
class Allocating {
 public:
  Allocating(const Kernel& kernel, Plans& plans, const Appointments& appointments) : kernel_(kernel), plans_(plans), appointments_(appointments) {}
  void add_jobs(Jobs& jobs) const;
  void work() const;

  RoundInput read(const Plan& plan, const People& people) const;

 private:
  void work_out(AllocationRun run) const;
  void book(AllocationRun run) const;
  void give(AllocationRun& run, const Actor& actor, const Share& share) const;
  std::optional<Distribution> distribution(const AllocationRun& run) const;

  const Kernel& kernel_;
  Plans& plans_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
