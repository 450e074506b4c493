#pragma once

namespace lodge::sql {

/// While this lives, connections that this thread opens must show a certificate of the given authority with
/// the server's name. SOCI connects in its constructor and has no such option, so this library puts its own
/// mysql_real_connect before Connector/C's. [one thread]
class VerifiedConnect {
 public:
  explicit VerifiedConnect(bool verify);
  ~VerifiedConnect();
  VerifiedConnect(const VerifiedConnect&) = delete;
  VerifiedConnect& operator=(const VerifiedConnect&) = delete;
};

}  // namespace lodge::sql
