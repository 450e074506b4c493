#pragma once
#include "core/directory/people.h"
#include "core/privacy/vaults.h"

#include <lodge/database.h>
#include <lodge/privacy.h>

#include <map>
#include <mutex>

namespace lodge::core {

/// The people of each site, as stored, kept in memory as one immutable snapshot. It never reads a name twice: a new
/// snapshot takes what did not change from the one before. [any thread]
class StoredDirectory final : public Directory {
 public:
  StoredDirectory(Database& central, Vaults& vaults, Privacy& privacy)
      : central_(central), vaults_(vaults), privacy_(privacy) {}

  std::shared_ptr<const People> people(SiteId site) const override { return snapshot(site); }
  /// Read when first asked for. @throws Unavailable for an unknown site, and when a store cannot be reached.
  std::shared_ptr<const SitePeople> snapshot(SiteId site) const;

  /// Takes up what other hosts wrote; called each 250 ms. @throws Unavailable
  void poll();
  /// Takes up what this host wrote; called after the write.
  void refresh(SiteId site);
  /// Reads everything of a site anew, after a person's key was destroyed.
  void forget(SiteId site);

 private:
  std::shared_ptr<const SitePeople> load(SiteId site, const SitePeople* before) const;
  void add_names(SiteId site, DirectoryRows& rows, const SitePeople* before) const;
  std::shared_ptr<const SitePeople> held(SiteId site) const;

  Database& central_;
  Vaults& vaults_;
  Privacy& privacy_;
  mutable std::mutex mutex_;
  mutable std::map<SiteId, std::shared_ptr<const SitePeople>> sites_;
};

}  // namespace lodge::core
