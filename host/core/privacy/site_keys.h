#pragma once
#include "core/privacy/cipher.h"

#include <lodge/id.h>

namespace lodge::core {

/// Every key that hangs on the root key: one for each purpose, and for each site. Another site's key, or another
/// purpose's, opens nothing here and makes other look-up marks. [any thread]
class SiteKeys {
 public:
  SiteKeys(const Cipher& cipher, const Key& root) : cipher_(cipher), root_(root) {}

  Key of_host(std::string_view purpose) const;
  Key of_site(SiteId site, std::string_view purpose) const;

  /// For secrets that belong to the site and to nobody's person: `place` names table, column and row.
  std::string seal(SiteId site, std::string_view place, std::string_view text) const;
  /// Nothing when it was changed, moved, or sealed by another installation.
  std::optional<std::string> open(SiteId site, std::string_view place, std::string_view sealed) const;

  /// What stands in the central records for a text that must be found again but not be read: 43 characters.
  std::string mark(std::string_view purpose, std::string_view text) const;

  const Cipher& cipher() const { return cipher_; }

 private:
  const Cipher& cipher_;
  const Key root_;
};

}  // namespace lodge::core
