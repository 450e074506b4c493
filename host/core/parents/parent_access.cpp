#include "core/parents/parent_access.h"

#include "core/parents/codes.h"
#include "core/parents/store.h"

#include <algorithm>

namespace lodge::core {

std::vector<std::string> StoredParentAccess::letter_codes(Transaction& transaction, SiteId site, std::string_view what,
                                                          std::span<const HouseholdId> households, Instant until) {
  std::vector<std::string> shown;
  std::vector<ParentCode> rows;
  for (const auto& household : households) {
    const auto code = new_letter_code();
    shown.push_back(shown_letter_code(code));
    rows.push_back({mark_of_letter_code(keys_, code), site, std::string(what), household, std::nullopt, false, until});
  }
  end_parent_codes(transaction, site, what, households);
  insert_parent_codes(transaction, std::move(rows));
  return shown;
}

std::vector<HouseholdId> StoredParentAccess::signed_in(Reader& reader, SiteId site, Instant since) {
  const auto people = directory_.people(site);
  std::vector<HouseholdId> households;
  for (const auto& contact : load_parent_visits(reader, site, since)) {
    const auto household = household_of(*people, same_person<PersonId>(contact));
    if (household != HouseholdId()) households.push_back(household);
  }
  std::ranges::sort(households);
  households.erase(std::ranges::unique(households).begin(), households.end());
  return households;
}

}  // namespace lodge::core
