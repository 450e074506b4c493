#pragma once
#include "core/privacy/site_keys.h"

#include <lodge/web.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// The field of an address that carries what somebody searched for.
inline constexpr std::string_view kSearchField = "search";

/// What somebody searched for, as an address may carry it: sealed, so that no name lies in the browser's history, in a
/// proxy's log or in a Referer; for one login session, so that it says nothing to anybody else. [any thread]
class Searches {
 public:
  explicit Searches(const SiteKeys& keys) : keys_(keys) {}
  /// Of the characters of addresses. `view_key` names the login session.
  std::string sealed(SiteId site, std::string_view view_key, const Fields& typed) const;
  /// Nothing when it was made for another login session, or changed.
  std::optional<Fields> opened(SiteId site, std::string_view view_key, std::string_view sealed) const;

 private:
  const SiteKeys& keys_;
};

}  // namespace lodge::core
