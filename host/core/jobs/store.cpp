#include "core/jobs/store.h"

namespace lodge::core::jobs {

using OptionalText = std::optional<std::string>;
using OptionalInstant = std::optional<Instant>;

constexpr std::string_view kAll = "select name, due_at, owner, lease_until from job";

std::vector<Row> all(Reader& reader) {
  std::vector<Row> rows;
  for (auto& [name, due_at, owner, lease_until] : reader.rows<std::string, Instant, OptionalText, OptionalInstant>(kAll)) {
    rows.push_back({std::move(name), due_at, std::move(owner), lease_until});
  }
  return rows;
}

constexpr std::string_view kFind = "select due_at from job where name = ?";
constexpr std::string_view kInsert = "insert into job (name, due_at) values (?, ?)";

void add(Transaction& transaction, std::string_view name, Instant due_at) {
  if (transaction.row<Instant>(kFind, {name})) return;
  try {
    transaction.execute(kInsert, {name, due_at});
  } catch (const DuplicateKey&) {
    return;  // another host starts, too
  }
}

// The due time moves with each run, so it tells whether the row is still as it was seen.
constexpr std::string_view kTakeFree =
    "update job set owner = ?, lease_until = ? where name = ? and due_at = ? and owner is null";
constexpr std::string_view kTakeOver =
    "update job set owner = ?, lease_until = ? where name = ? and due_at = ? and owner = ? and lease_until = ?";

bool take(Transaction& transaction, const Row& seen, std::string_view owner, Instant lease_until) {
  if (!seen.owner) return transaction.execute(kTakeFree, {owner, lease_until, seen.name, seen.due_at}) == 1;
  return transaction.execute(kTakeOver, {owner, lease_until, seen.name, seen.due_at, *seen.owner, seen.lease_until}) == 1;
}

constexpr std::string_view kRenew = "update job set lease_until = ? where name = ? and owner = ?";

bool renew(Transaction& transaction, std::string_view name, std::string_view owner, Instant lease_until) {
  return transaction.execute(kRenew, {lease_until, name, owner}) == 1;
}

constexpr std::string_view kGiveBack = "update job set owner = null, lease_until = null, due_at = ? where name = ? and owner = ?";

bool give_back(Transaction& transaction, std::string_view name, std::string_view owner, Instant due_at) {
  return transaction.execute(kGiveBack, {due_at, name, owner}) == 1;
}

}  // namespace lodge::core::jobs
