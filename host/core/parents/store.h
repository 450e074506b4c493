#pragma once
#include <lodge/database.h>
#include <lodge/id.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core {

/// A sign-in code as the records hold it.
struct ParentCode {
  std::string mark;  ///< keyed; the code itself is nowhere
  SiteId site;
  std::string what;
  HouseholdId household;
  std::optional<ContactId> contact;  ///< nothing: whoever answers for the household
  bool once = false;
  Instant expires_at{};
};

void insert_parent_codes(Transaction& transaction, std::vector<ParentCode> codes);
void end_parent_codes(Transaction& transaction, SiteId site, std::string_view what, std::span<const HouseholdId> households);
std::optional<ParentCode> load_parent_code(Reader& reader, const std::string& mark, Instant now);
/// False when it was used meanwhile.
bool use_parent_code(Transaction& transaction, const std::string& mark);
void forget_expired_parent_codes(Transaction& transaction, Instant now);

void save_parent_visit(Transaction& transaction, SiteId site, ContactId contact, Instant at);
std::vector<ContactId> load_parent_visits(Reader& reader, SiteId site, Instant since);

}  // namespace lodge::core
