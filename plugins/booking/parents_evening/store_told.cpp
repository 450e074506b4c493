#include "told.h"

#include <lodge/errors.h>

namespace lodge::parents_evening {
namespace {

std::string_view word(Told kind) {
  switch (kind) {
    case Told::letter: return "letter";
    case Told::invitation: return "invitation";
    case Told::reminder: break;
  }
  return "reminder";
}

}  // namespace

constexpr std::string_view kTold = "select household, told_at from family_told where evening = ? and kind = ?";

std::map<HouseholdId, Instant> told(Reader& reader, EveningId evening, Told kind) {
  std::map<HouseholdId, Instant> all;
  for (const auto& [household, at] : reader.rows<HouseholdId, Instant>(kTold, {evening, word(kind)})) all[household] = at;
  return all;
}

constexpr std::string_view kForgetTold = "delete from family_told where evening = ? and household = ? and kind = ?";
constexpr std::string_view kMarkTold = "insert into family_told (evening, household, kind, told_at) values (?, ?, ?, ?)";

void mark_told(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when) {
  transaction.execute(kForgetTold, {evening, household, word(kind)});
  transaction.execute(kMarkTold, {evening, household, word(kind), when});
}

constexpr std::string_view kMarkAgain =
    "update family_told set told_at = ? where evening = ? and household = ? and kind = ? and told_at < ?";

bool mark_told_first(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when, Instant since) {
  if (transaction.execute(kMarkAgain, {when, evening, household, word(kind), since}) == 1) return true;
  try {
    transaction.execute(kMarkTold, {evening, household, word(kind), when});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kPack = "select written_at from pack_written where evening_date = ?";

bool pack_written(Reader& reader, EveningDateId date) { return reader.row<Instant>(kPack, {date}).has_value(); }

constexpr std::string_view kMarkPack = "insert into pack_written (evening_date, written_at) values (?, ?)";

bool mark_pack_written(Transaction& transaction, EveningDateId date, Instant when) {
  try {
    transaction.execute(kMarkPack, {date, when});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

}  // namespace lodge::parents_evening
