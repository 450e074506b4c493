#pragma once
#include "core/access/api_tokens.h"
#include "core/access/identity.h"
#include "core/login/store.h"

namespace lodge::core {

/// Identities from the LoginSessions and tokens of the central store. [any thread]
class StoredIdentities final : public Identities {
 public:
  StoredIdentities(const AccessParts& parts, const Accounts& accounts, const ApiTokens& tokens)
      : parts_(parts), accounts_(accounts), tokens_(tokens) {}
  std::optional<Identity> of_cookie(std::string_view secret, Instant now) override;
  std::optional<Actor> of_expired_cookie(std::string_view secret) override;
  std::optional<Identity> of_bearer(std::string_view secret, Instant now) override;

 private:
  using Known = IdentityCache::Known;
  std::optional<Known> read_login(const std::string& hash, Instant now) const;
  std::optional<Known> read_token(std::string_view secret, Instant now) const;
  void note_seen(const std::string& hash, const Known& known, Instant now);

  const AccessParts parts_;
  const Accounts& accounts_;
  const ApiTokens& tokens_;
};

/// What the forms of a LoginSession must carry: follows from its secret, tells nothing of it.
std::string form_token_of(const Cipher& cipher, std::string_view secret);

}  // namespace lodge::core
