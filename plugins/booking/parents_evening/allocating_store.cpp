#include "allocating.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

#define RUN_COLUMNS \
  "evening, site, state, asked_by, wishes, placed, bound, mean_wait_seconds, longest_wait_minutes, families, families_done, changed_at, phase, "\
  "phase_done, phase_of"

std::vector<AllocationRun> list(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<AllocationRun> all;
  for (auto& [evening, site, state, asked_by, wishes, placed, bound, mean, longest, families, done, changed, phase, phase_done, phase_of] :
       reader.rows<EveningId, SiteId, std::string, PersonId, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                   std::int64_t, std::int64_t, Instant, std::string, std::int64_t, std::int64_t>(sql, binds)) {
    all.push_back({evening, site, std::move(state), asked_by, wishes, placed, bound, mean, longest, families, done, changed, std::move(phase),
                   phase_done, phase_of});
  }
  return all;
}

std::string text_of(const Share& share) {
  Value::List choices, refused;
  for (const auto& one : share.choices) choices.push_back(Value::List{one.student.text(), one.teacher.text(), one.desk.text(), one.slot, one.slots,
                                                                         one.interpreter ? one.interpreter->text() : ""});
  for (const auto& one : share.refused) refused.push_back(Value::List{one.whom.student.text(), one.whom.teacher.text(), one.why, one.detail});
  return to_json(Value::Map{{"choices", std::move(choices)}, {"refused", std::move(refused)}});
}

/// What text_of wrote: anything else is a bug.
Share parse_share(HouseholdId household, const std::string& text) {
  Share share{.household = household};
  const auto json = parse_json(text).value();
  const auto word = [](const Value& list, std::size_t i) { return *(*list.list())[i].text(); };
  const auto number = [](const Value& list, std::size_t i) { return static_cast<int>(*(*list.list())[i].integer()); };
  const auto whom = [&](const Value& one) { return Whom{StudentId::parse(word(one, 0)).value(), TeacherId::parse(word(one, 1)).value()}; };
  for (const auto& one : *json.at("choices").list()) {
    const auto interpreter = one.list()->size() > 5 ? InterpreterId::parse(word(one, 5)) : std::nullopt;  // not in those of an earlier version
    share.choices.push_back({whom(one).student, whom(one).teacher, DeskId::parse(word(one, 2)).value(), number(one, 3), number(one, 4), "", interpreter});
  }
  for (const auto& one : *json.at("refused").list()) share.refused.push_back({whom(one), word(one, 2), word(one, 3)});
  return share;
}

/// What either of two gets, each teacher of a child once.
Share one_share(Share own, const Share& theirs) {
  const auto sees = [&](const Whom& whom) { return std::ranges::any_of(own.choices, [&](const Choice& one) { return whom_of(one) == whom; }); };
  for (const auto& one : theirs.choices) {
    if (!sees(whom_of(one))) own.choices.push_back(one);
  }
  for (const auto& one : theirs.refused) {
    if (std::ranges::find(own.refused, one.whom, &WishRefused::whom) == own.refused.end()) own.refused.push_back(one);
  }
  std::erase_if(own.refused, [&](const WishRefused& one) { return sees(one.whom); });
  return own;
}

struct ShareRow {
  Share share;
  bool given;
};

constexpr std::string_view kShareOf = "select share, given from allocation_share where evening = ? and household = ?";

std::optional<ShareRow> find_share(Reader& reader, EveningId evening, HouseholdId household) {
  const auto found = reader.row<std::string, std::int64_t>(kShareOf, {evening, household});
  return found ? std::optional(ShareRow{parse_share(household, std::get<0>(*found)), std::get<1>(*found) != 0}) : std::nullopt;
}

std::vector<Share> shares_by(Reader& reader, std::string_view sql, EveningId evening) {
  std::vector<Share> all;
  for (const auto& [household, text] : reader.rows<HouseholdId, std::string>(sql, {evening})) all.push_back(parse_share(household, text));
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

#define ROUND_CLOSED                                                                                        \
  "state = 'published' and wishes_from is not null and wishes_until <= ? and allocated_at is null "         \
  "and not exists (select 1 from evening_allocation where evening_allocation.evening = evening.id)"

constexpr std::string_view kRoundsClosed = "select id, site from evening where " ROUND_CLOSED " order by id";

std::vector<std::pair<EveningId, SiteId>> rounds_closed(Reader& reader, Instant now) {
  std::vector<std::pair<EveningId, SiteId>> all;
  for (const auto& [evening, site] : reader.rows<EveningId, SiteId>(kRoundsClosed, {now})) all.emplace_back(evening, site);
  return all;
}

constexpr std::string_view kHoldClosed = "update evening set allocated_at = null where " ROUND_CLOSED " and id = ?";

bool hold_closed(Transaction& transaction, EveningId evening, Instant now) { return transaction.execute(kHoldClosed, {now, evening}) == 1; }

constexpr std::string_view kRemoveRun = "delete from evening_allocation where evening = ?";
constexpr std::string_view kInsertRun =
    "insert into evening_allocation (" RUN_COLUMNS ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

void put(Transaction& transaction, const AllocationRun& run) {
  transaction.execute(kRemoveRun, {run.evening});
  transaction.execute(kInsertRun, {run.evening, run.site, run.state, run.asked_by, run.wishes, run.placed, run.bound, run.mean_wait_seconds,
                                   run.longest_wait_minutes, run.families, run.families_done, run.changed_at,
                                   run.phase, run.phase_done, run.phase_of});
}

constexpr std::string_view kHoldAsked = "update evening_allocation set changed_at = ? where evening = ? and state = 'asked'";

bool hold_asked(Transaction& transaction, EveningId evening, Instant now) { return transaction.execute(kHoldAsked, {now, evening}) == 1; }

constexpr std::string_view kShares = "select household, share from allocation_share where evening = ? order by household";

std::vector<Share> shares(Reader& reader, EveningId evening) { return shares_by(reader, kShares, evening); }

constexpr std::string_view kSharesLeft = "select household, share from allocation_share where evening = ? and given = 0 order by household";

std::vector<Share> shares_left(Reader& reader, EveningId evening) { return shares_by(reader, kSharesLeft, evening); }

constexpr std::string_view kRemoveShares = "delete from allocation_share where evening = ?";
constexpr std::string_view kInsertShare = "insert into allocation_share (evening, household, share, given) values (?, ?, ?, 0)";

void replace_shares(Transaction& transaction, EveningId evening, const std::vector<Share>& shares) {
  transaction.execute(kRemoveShares, {evening});
  for (const auto& one : shares) transaction.execute(kInsertShare, {evening, one.household, text_of(one)});
}

void forget_run(Transaction& transaction, EveningId evening) {
  for (const auto sql : {kRemoveShares, kRemoveRun}) transaction.execute(sql, {evening});
}

constexpr std::string_view kRemoveShare = "delete from allocation_share where evening = ? and household = ?";
constexpr std::string_view kMoveShare = "update allocation_share set household = ? where evening = ? and household = ?";
constexpr std::string_view kWiden = "update allocation_share set share = ?, given = ? where evening = ? and household = ?";

bool move_share(Transaction& transaction, EveningId evening, HouseholdId from, HouseholdId to) {
  const auto theirs = find_share(transaction, evening, from), own = find_share(transaction, evening, to);
  if (!theirs || !own) {
    transaction.execute(kMoveShare, {to, evening, from});
    return true;
  }
  transaction.execute(kRemoveShare, {evening, from});
  transaction.execute(kWiden, {text_of(one_share(own->share, theirs->share)), own->given && theirs->given ? 1 : 0, evening, to});
  return false;
}

constexpr std::string_view kHoldShare = "update allocation_share set given = 0 where evening = ? and household = ? and given = 0";

std::optional<Share> hold_share(Transaction& transaction, EveningId evening, HouseholdId household) {
  if (transaction.execute(kHoldShare, {evening, household}) != 1) return std::nullopt;
  return find_share(transaction, evening, household)->share;
}

constexpr std::string_view kMarkGiven = "update allocation_share set given = 1 where evening = ? and household = ?";

bool mark_given(Transaction& transaction, EveningId evening, const Share& share) {
  const auto now = hold_share(transaction, evening, share.household);
  // In this version's words: what an earlier one wrote reads otherwise, and would never be given.
  return now && text_of(*now) == text_of(share) && transaction.execute(kMarkGiven, {evening, share.household}) == 1;
}

constexpr std::string_view kForgetRefused = "delete from wish_refused where evening = ? and household = ?";

void forget_refused(Transaction& transaction, EveningId evening, HouseholdId household) {
  transaction.execute(kForgetRefused, {evening, household});
}

}  // namespace lodge::parents_evening
