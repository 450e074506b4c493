#pragma once
#include <lodge/database.h>

namespace lodge::core {

/// The vault of each site: a database of its own, apart from the central records, where names and data keys lie.
/// No transaction spans the two. [any thread]
class Vaults {
 public:
  virtual ~Vaults() = default;
  /// Lives as long as this. @throws Unavailable for an unknown site.
  virtual Database& vault(SiteId site) = 0;
};

}  // namespace lodge::core
