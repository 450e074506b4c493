#pragma once
#include <lodge/database.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core::jobs {

/// A job as all hosts see it.
struct Row {
  std::string name;
  Instant due_at;
  std::optional<std::string> owner;  ///< who runs it now, by process_name()
  std::optional<Instant> lease_until;
};

std::vector<Row> all(Reader& reader);
/// Nothing happens when it is there already. [inside Database::write]
void add(Transaction& transaction, std::string_view name, Instant due_at);
/// Takes the job if it still stands as `seen`; false when another was faster.
bool take(Transaction& transaction, const Row& seen, std::string_view owner, Instant lease_until);
/// False when the lease was lost.
bool renew(Transaction& transaction, std::string_view name, std::string_view owner, Instant lease_until);
bool give_back(Transaction& transaction, std::string_view name, std::string_view owner, Instant due_at);

}  // namespace lodge::core::jobs
