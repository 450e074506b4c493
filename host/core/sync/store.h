#pragma once
#include "core/sync/plan.h"

#include <lodge/database.h>

namespace lodge::core {

/// A plan's row in the central store.
struct StoredPlan {
  PlanId id;
  SiteId site;
  Instant made_at;
  PlanState state;
  std::int64_t base_revision;  ///< of the people when it was made
  std::int64_t done_revision;  ///< at which its rows begin; 0 before it was applied
  Instant leased_until;        ///< somebody is applying it up to then, at most
  std::string summary;         ///< JSON of counts
};

void insert_plan(Transaction& transaction, const StoredPlan& plan);
std::optional<StoredPlan> find_plan(Reader& reader, PlanId id);
/// The newest first, at most `at_most`; those that come after one of them.
std::vector<StoredPlan> plans_of(Reader& reader, SiteId site, std::int64_t at_most, const std::optional<StoredPlan>& after = {});
/// Moves a plan on; false when it was not (or no longer) in the state `from`, or somebody else's lease has not ended.
bool move_plan(Transaction& transaction, PlanId id, PlanState from, PlanState to, std::int64_t done_revision, Instant now, Instant leased_until);

/// Whether another plan of the site is being applied.
bool is_another_applied(Reader& reader, SiteId site, PlanId id, Instant now);
/// Other plans of the site whose lease has ended are planned again, and switch nothing any more.
void end_leases(Transaction& transaction, SiteId site, PlanId id, Instant now);

/// Of the vault: the sealed records of a plan, in parts.
void insert_records(Transaction& vault, PlanId plan, std::int64_t part, const std::string& sealed);
std::vector<std::string> load_records(Reader& vault, PlanId plan);
void delete_other_records(Transaction& vault, PlanId plan);

}  // namespace lodge::core
