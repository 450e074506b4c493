#include "core/parents/parent_access.h"

#include "core/access/store.h"
#include "core/parents/codes.h"
#include "core/parents/store.h"
#include "core/revisions/revisions.h"

#include <algorithm>

namespace lodge::core {
namespace {

constexpr auto kSameLetter = std::chrono::minutes(1);
constexpr std::string_view kLetterCodes = "letter codes";

}  // namespace

// A household that was joined to another meanwhile has a code that does not follow from its number: it gets a new one.
std::map<HouseholdId, std::string> StoredParentAccess::just_made(Reader& reader, SiteId site, std::string_view what, Instant until) const {
  std::map<HouseholdId, std::string> codes;
  for (const auto& row : load_fresh_parent_codes(reader, site, what, until, clock_.now() - kSameLetter)) {
    auto code = letter_code(keys_, site, what, row.household, row.made_at);
    if (mark_of_letter_code(keys_, code) == row.mark) codes[row.household] = std::move(code);
  }
  return codes;
}

std::vector<std::string> StoredParentAccess::letter_codes(Transaction& transaction, SiteId site, std::string_view what,
                                                          std::span<const HouseholdId> households, Instant until) {
  raise_revision(transaction, site, kLetterCodes);  // one after the other, so that the second sees what the first made
  auto codes = just_made(transaction, site, what, until);
  std::vector<ParentCode> rows;
  std::vector<HouseholdId> anew;
  for (const auto& household : households) {
    const auto [at, added] = codes.try_emplace(household, "");
    if (!added) continue;
    at->second = letter_code(keys_, site, what, household, clock_.now());
    anew.push_back(household);
    rows.push_back({mark_of_letter_code(keys_, at->second), site, std::string(what), household, std::nullopt, false, until, clock_.now()});
  }
  end_parent_codes(transaction, site, what, anew);
  insert_parent_codes(transaction, std::move(rows));
  std::vector<std::string> shown;
  for (const auto& household : households) shown.push_back(shown_letter_code(codes.at(household)));
  return shown;
}

void StoredParentAccess::extend_letter_codes(Transaction& transaction, SiteId site, std::string_view what, Instant until) {
  extend_parent_codes(transaction, site, what, until, clock_.now());
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

std::string StoredParentAccess::language_of(Reader& reader, ContactId contact) const {
  const auto account = load_account(reader, same_person<PersonId>(contact));
  return account ? account->language : std::string();
}

}  // namespace lodge::core
