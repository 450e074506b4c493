#pragma once
#include "core/privacy/site_keys.h"

#include <lodge/clock.h>
#include <lodge/parents.h>

#include <map>

namespace lodge::core {

/// Letters' codes, parents' visits and their languages in the central store. [any thread]
class StoredParentAccess final : public ParentAccess {
 public:
  /// `public_url`: "https://lodge.ashdown.sch.uk". The others outlive it.
  StoredParentAccess(const SiteKeys& keys, const Directory& directory, const Clock& clock, std::string public_url)
      : keys_(keys), directory_(directory), clock_(clock), public_url_(std::move(public_url)) {}

  /// Asked again within a minute, it answers the same codes: two clicks on a button are two letters that both open.
  std::vector<std::string> letter_codes(Transaction& transaction, SiteId site, std::string_view what,
                                        std::span<const HouseholdId> households, Instant until) override;
  void extend_letter_codes(Transaction& transaction, SiteId site, std::string_view what, Instant until) override;
  std::vector<HouseholdId> signed_in(Reader& reader, SiteId site, Instant since) override;
  std::string language_of(Reader& reader, ContactId contact) const override;
  std::string letter_address(std::string_view code) const override { return public_url_ + letter_path(code); }

 private:
  std::map<HouseholdId, std::string> just_made(Reader& reader, SiteId site, std::string_view what, Instant until) const;

  const SiteKeys& keys_;
  const Directory& directory_;
  const Clock& clock_;
  const std::string public_url_;
};

}  // namespace lodge::core
