#pragma once
#include "http/server.h"
#include "ops/config.h"

#include <memory>
#include <vector>

namespace lodge::assembly {

/// A Server at each address that the configuration's `listen` names. [one thread]
class Doors {
 public:
  /// @throws CannotStart for an address that is none, or that cannot be served safely
  Doors(const ops::Config& config, const http::FrontParts& parts);

  void start();  ///< @throws CannotStart
  void reload_certificates();
  /// Lets requests in flight finish, all doors at once, as long as the configuration says.
  void stop();
  std::size_t open_connections() const;
  std::vector<const http::Server*> all() const;

 private:
  std::chrono::milliseconds patience_;
  std::vector<std::unique_ptr<http::Server>> servers_;
};

}  // namespace lodge::assembly
