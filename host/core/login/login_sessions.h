#pragma once
#include "core/access/accounts.h"
#include "core/login/store.h"

namespace lodge::core {

/// LoginSessions as rows: 128 random bits in the cookie, only their hash in the records. [any thread]
/// @throws Unavailable
class LoginSessions {
 public:
  struct Fresh {
    LoginSession session;
    std::string secret;  ///< for the cookie; the old one, if there was one, opens nothing any more
  };

  explicit LoginSessions(const AccessParts& parts) : parts_(parts) {}

  /// A new one for somebody who gave so many factors; written within the caller's transaction.
  Fresh fresh(const Account& account, std::int64_t factors) const;
  void begin(Transaction& transaction, const Fresh& fresh) const;
  /// The same LoginSession, confirmed just now, under a new secret (assurance.md S2). Nothing when it has ended.
  std::optional<Fresh> renewed(LoginSessionId id, std::int64_t factors) const;
  bool renew(Transaction& transaction, const Fresh& fresh) const;

  std::vector<LoginSession> of_person(PersonId person) const;
  /// Whether the person gave a factor anew within the last five minutes, as far-reaching acts ask (A10).
  bool confirmed_lately(LoginSessionId id) const;
  /// False when it is not one of the actor's own.
  bool end(const Actor& actor, LoginSessionId id);
  void end_others(const Actor& actor, LoginSessionId but);
  void sweep();

 private:
  const AccessParts parts_;
};

}  // namespace lodge::core
