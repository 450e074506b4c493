#include "core/sync/store.h"

namespace lodge::core {
namespace {

using std::int64_t;
using std::string;

using Row = std::tuple<PlanId, SiteId, Instant, string, int64_t, int64_t, Instant, string>;

StoredPlan plan_in(const Row& row) {
  const auto& [id, site, made_at, state, base, done, leased, summary] = row;
  return {id, site, made_at, plan_state(state), base, done, leased, summary};
}

}  // namespace

constexpr std::string_view kInsert =
    "insert into sync_plan (id, site, made_at, state, base_revision, done_revision, leased_until, summary) values (?, ?, ?, ?, ?, ?, ?, ?)";

void insert_plan(Transaction& transaction, const StoredPlan& plan) {
  transaction.execute(kInsert, {plan.id, plan.site, plan.made_at, word_of(plan.state), plan.base_revision, plan.done_revision,
                                plan.leased_until, plan.summary});
}

constexpr std::string_view kFind =
    "select id, site, made_at, state, base_revision, done_revision, leased_until, summary from sync_plan where id = ?";

std::optional<StoredPlan> find_plan(Reader& reader, PlanId id) {
  const auto row = reader.row<PlanId, SiteId, Instant, string, int64_t, int64_t, Instant, string>(kFind, {id});
  return row ? std::optional(plan_in(*row)) : std::nullopt;
}

constexpr std::string_view kOfSite =
    "select id, site, made_at, state, base_revision, done_revision, leased_until, summary from sync_plan where site = ? "
    "and (made_at < ? or (made_at = ? and id > ?)) order by made_at desc, id limit ?";

std::vector<StoredPlan> plans_of(Reader& reader, SiteId site, int64_t at_most, const std::optional<StoredPlan>& after) {
  const auto made_at = after ? after->made_at : Instant::max();
  const auto id = after ? after->id.text() : "";
  std::vector<StoredPlan> plans;
  for (const auto& row : reader.rows<PlanId, SiteId, Instant, string, int64_t, int64_t, Instant, string>(kOfSite, {site, made_at, made_at, id, at_most})) {
    plans.push_back(plan_in(row));
  }
  return plans;
}

constexpr std::string_view kMove =
    "update sync_plan set state = ?, done_revision = ?, leased_until = ? where id = ? and state = ? and leased_until <= ?";

bool move_plan(Transaction& transaction, PlanId id, PlanState from, PlanState to, int64_t done_revision, Instant now, Instant leased_until) {
  return transaction.execute(kMove, {word_of(to), done_revision, leased_until, id, word_of(from), now}) == 1;
}

constexpr std::string_view kOthers = "select count(*) from sync_plan where site = ? and id <> ? and state = ? and leased_until > ?";
constexpr std::string_view kEndLeases = "update sync_plan set state = ? where site = ? and id <> ? and state = ? and leased_until <= ?";

bool is_another_applied(Reader& reader, SiteId site, PlanId id, Instant now) {
  return std::get<0>(*reader.row<int64_t>(kOthers, {site, id, word_of(PlanState::applying), now})) > 0;
}

void end_leases(Transaction& transaction, SiteId site, PlanId id, Instant now) {
  transaction.execute(kEndLeases, {word_of(PlanState::planned), site, id, word_of(PlanState::applying), now});
}

constexpr std::string_view kInsertRecords = "insert into plan_records (plan, part, records) values (?, ?, ?)";

void insert_records(Transaction& vault, PlanId plan, int64_t part, const string& sealed) {
  vault.execute(kInsertRecords, {plan, part, sealed});
}

constexpr std::string_view kRecords = "select records from plan_records where plan = ? order by part";

std::vector<string> load_records(Reader& vault, PlanId plan) {
  std::vector<string> parts;
  for (auto& [sealed] : vault.rows<string>(kRecords, {plan})) parts.push_back(std::move(sealed));
  return parts;
}

constexpr std::string_view kDeleteOtherRecords = "delete from plan_records where plan <> ?";

void delete_other_records(Transaction& vault, PlanId plan) { vault.execute(kDeleteOtherRecords, {plan}); }

}  // namespace lodge::core
