#pragma once
#include "core/privacy/vaults.h"
#include "core/sites/sites.h"
#include "ops/config.h"

#include <lodge/database.h>

#include <expected>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace lodge::assembly {

/// Something in the configuration or the stores keeps Lodge from starting; the sentence is for the technician.
struct CannotStart : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The central store and each site's vault, opened and migrated. [any thread once made]
class Stores : public core::Vaults {
 public:
  /// @throws CannotStart also when several sites would share one vault, Unavailable
  explicit Stores(const ops::Config& config);

  Database& central() { return *central_; }
  /// Opened and migrated at the first call for a site. @throws Unavailable
  Database& vault(SiteId site) override;
  /// Or a sentence for the technician: the configuration gives all sites one vault. @throws CannotStart
  std::expected<void, std::string> vault_for_each() const;
  /// As people read it; empty for an unknown site. The id that names nothing: what a stranger reads.
  std::string site_name(SiteId site);
  /// Brings a plugin's tables in the central store up to date, if it has any. @throws CannotStart, Unavailable
  void migrate_plugin(const std::string& name);

 private:
  std::unique_ptr<Database> open(const std::string& address, const std::string& migrations);

  const ops::Config& config_;
  std::unique_ptr<Database> central_;
  std::mutex mutex_;
  std::map<SiteId, std::unique_ptr<Database>> vaults_;
  std::map<SiteId, std::string> names_;
};

}  // namespace lodge::assembly
