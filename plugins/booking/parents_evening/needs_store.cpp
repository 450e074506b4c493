#include "needs.h"

namespace lodge::parents_evening {
namespace {

#define SAID_NEEDS                                                                                                  \
  "select w.evening, w.household, w.needs_author, w.needs from family_wishes w join evening e on e.id = w.evening "      \
  "where w.needs_author is not null and e.site = ? and (e.id = ? or e.created_at < ?)"
#define THE_LATEST_FIRST " order by w.household, case when e.id = ? then 0 else 1 end, e.created_at desc"

std::vector<SealedNeeds> list(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<SealedNeeds> all;
  for (auto& [evening, household, author, needs] : reader.rows<EveningId, HouseholdId, PersonId, std::string>(sql, binds)) {
    if (all.empty() || all.back().household != household) all.push_back({evening, household, author, std::move(needs)});
  }
  return all;
}

}  // namespace

constexpr std::string_view kSaidByAll = SAID_NEEDS THE_LATEST_FIRST;

std::vector<SealedNeeds> said_needs(Reader& reader, const Evening& evening) {
  return list(reader, kSaidByAll, {evening.site, evening.id, evening.created_at, evening.id});
}

constexpr std::string_view kSaidByOne = SAID_NEEDS " and w.household = ?" THE_LATEST_FIRST;

std::optional<SealedNeeds> said_needs(Reader& reader, const Evening& evening, HouseholdId household) {
  auto said = list(reader, kSaidByOne, {evening.site, evening.id, evening.created_at, household, evening.id});
  return said.empty() ? std::nullopt : std::optional(std::move(said.front()));
}

constexpr std::string_view kPutNeeds = "update family_wishes set needs_author = ?, needs = ?, needs_at = ? where evening = ? and household = ?";
constexpr std::string_view kNeedsAlone =
    "insert into family_wishes (evening, household, author, windows, needs, sent_at, needs_author, needs_at) values (?, ?, ?, '[]', ?, ?, ?, ?)";

void put(Transaction& transaction, const SealedNeeds& said, Instant now) {
  if (transaction.execute(kPutNeeds, {said.author, said.needs, now, said.evening, said.household}) == 1) return;
  transaction.execute(kNeedsAlone, {said.evening, said.household, said.author, said.needs, now, said.author, now});
}

constexpr std::string_view kRemoveNeeds = "update family_wishes set needs_author = null, needs = '', needs_at = 0 where evening = ? and household = ?";

void remove_needs(Transaction& transaction, EveningId evening, HouseholdId household) { transaction.execute(kRemoveNeeds, {evening, household}); }

}  // namespace lodge::parents_evening
