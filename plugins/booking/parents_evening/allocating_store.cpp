#include "allocating.h"

namespace lodge::parents_evening {
namespace {

#define RUN_COLUMNS \
  "evening, site, state, asked_by, wishes, placed, bound, mean_wait_seconds, longest_wait_minutes, families, families_done, changed_at"

std::vector<AllocationRun> list(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<AllocationRun> all;
  for (auto& [evening, site, state, asked_by, wishes, placed, bound, mean, longest, families, done, changed] :
       reader.rows<EveningId, SiteId, std::string, PersonId, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                   std::int64_t, std::int64_t, Instant>(sql, binds)) {
    all.push_back({evening, site, std::move(state), asked_by, wishes, placed, bound, mean, longest, families, done, changed});
  }
  return all;
}

}  // namespace

constexpr std::string_view kFindRun = "select " RUN_COLUMNS " from evening_allocation where evening = ?";

std::optional<AllocationRun> find_run(Reader& reader, EveningId evening) {
  auto found = list(reader, kFindRun, {evening});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

constexpr std::string_view kUnderWay = "select " RUN_COLUMNS " from evening_allocation where state in ('asked', 'accepted') order by evening";

std::vector<AllocationRun> runs_under_way(Reader& reader) { return list(reader, kUnderWay, {}); }

constexpr std::string_view kRemoveRun = "delete from evening_allocation where evening = ?";
constexpr std::string_view kInsertRun =
    "insert into evening_allocation (" RUN_COLUMNS ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

void put(Transaction& transaction, const AllocationRun& run) {
  transaction.execute(kRemoveRun, {run.evening});
  transaction.execute(kInsertRun, {run.evening, run.site, run.state, run.asked_by, run.wishes, run.placed, run.bound, run.mean_wait_seconds,
                                   run.longest_wait_minutes, run.families, run.families_done, run.changed_at});
}

constexpr std::string_view kForgetRefused = "delete from wish_refused where evening = ? and household = ?";

void forget_refused(Transaction& transaction, EveningId evening, HouseholdId household) {
  transaction.execute(kForgetRefused, {evening, household});
}

}  // namespace lodge::parents_evening
