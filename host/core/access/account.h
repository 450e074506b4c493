#pragma once
#include <lodge/access.h>
#include <lodge/interval.h>

#include <string>

namespace lodge::core {

/// A person who may sign in, as the records hold them.
struct Account {
  PersonId person;
  SiteId site;
  Roles roles;
  std::string password;   ///< a PHC string; empty before the first is set
  std::string totp;       ///< the key of the second factor, sealed; empty when there is none
  std::int64_t totp_step = 0;  ///< the last 30 s step whose code was used
  bool local = false;     ///< has a sign-in name of its own and is in no MIS
  std::string login, shown;  ///< of a local account, sealed under the person's key
  std::string language;   ///< BCP 47; empty: as the browser asks
  bool disabled = false;
  Instant created_at{};

  bool has_password() const { return !password.empty(); }
  bool has_second_factor() const { return !totp.empty(); }
};

}  // namespace lodge::core
