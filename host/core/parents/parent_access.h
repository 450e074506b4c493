#pragma once
#include "core/privacy/site_keys.h"

#include <lodge/parents.h>

namespace lodge::core {

/// Letters' codes and parents' visits in the central store. [any thread]
class StoredParentAccess final : public ParentAccess {
 public:
  /// `public_url`: "https://lodge.ashdown.sch.uk". The others outlive it.
  StoredParentAccess(const SiteKeys& keys, const Directory& directory, std::string public_url)
      : keys_(keys), directory_(directory), public_url_(std::move(public_url)) {}

  std::vector<std::string> letter_codes(Transaction& transaction, SiteId site, std::string_view what,
                                        std::span<const HouseholdId> households, Instant until) override;
  std::vector<HouseholdId> signed_in(Reader& reader, SiteId site, Instant since) override;
  std::string letter_address(std::string_view code) const override { return public_url_ + letter_path(code); }

 private:
  const SiteKeys& keys_;
  const Directory& directory_;
  const std::string public_url_;
};

}  // namespace lodge::core
