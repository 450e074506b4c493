#pragma once
#include <Poco/Net/IPAddress.h>

#include <string>
#include <vector>

#include "http/head.h"

namespace lodge::http {

/// Who asks, and over what.
struct Peer {
  std::string address;
  bool https = false;
  bool loopback = false;  ///< from this machine, and not through a proxy
};

/// ::ffff:10.0.0.1 as 10.0.0.1: on a listener for both families, callers of the older one look like that.
Poco::Net::IPAddress plain_address(const Poco::Net::IPAddress& address);

/// Believes X-Forwarded-For and X-Forwarded-Proto from the proxies that the administrator named, and from nobody
/// else. [any thread]
class Proxies {
 public:
  Proxies() = default;
  /// @throws std::runtime_error for what is no address.
  explicit Proxies(const std::vector<std::string>& addresses);
  bool trusts(const Poco::Net::IPAddress& address) const;
  bool empty() const { return trusted_.empty(); }
  Peer resolve(const Head& head, const Poco::Net::IPAddress& direct, bool tls) const;

 private:
  std::vector<Poco::Net::IPAddress> trusted_;
};

}  // namespace lodge::http
