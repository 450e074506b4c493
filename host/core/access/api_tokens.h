#pragma once
#include "core/access/accounts.h"
#include "core/access/store.h"

#include <chrono>

namespace lodge::core {

/// What begins every bearer token, so that one which leaks into a log or a repository is recognised.
inline constexpr std::string_view kTokenPrefix = "lodge_";

/// Bearer tokens of the API. A token acts for itself, as a person of its own id, or for one whose account it then
/// dies with; what it may is its scopes, the names of permissions. [any thread] @throws Unavailable
class ApiTokens {
 public:
  struct New {
    SiteId site;
    std::optional<PersonId> acts_for;
    std::vector<std::string> scopes;
    std::string name;  ///< for whom or what it is, in the school's words
    std::chrono::days lives{365};
  };
  struct Made {
    TokenId id;
    std::string secret;  ///< "lodge_…", shown this once
  };
  struct Listed {
    ApiToken token;
    std::string name;
  };

  explicit ApiTokens(const AccessParts& parts) : parts_(parts) {}
  Made create(const Actor& actor, const New& wanted);
  std::vector<Listed> of_site(SiteId site) const;
  /// False when there is no such token.
  bool revoke(const Actor& actor, TokenId id);
  /// Nothing when it is unknown, revoked or expired.
  std::optional<ApiToken> find(std::string_view secret) const;

 private:
  const AccessParts parts_;
};

/// "rooms.read rooms.book" as its parts.
std::vector<std::string> split_scopes(std::string_view scopes);

}  // namespace lodge::core
