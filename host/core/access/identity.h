#pragma once
#include <lodge/access.h>
#include <lodge/interval.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// Who stands behind a cookie or a bearer token.
struct Identity {
  Actor actor;
  std::string login_session;  ///< its id; empty for a token
  std::string form_token;     ///< what this LoginSession's forms must carry, then "." and a mark of the person; empty for a token
  std::string view_key;       ///< names it in caches; no secret
  std::string shown_name;     ///< of the person, for the frame
  bool must_enrol = false;    ///< needs a second factor first: has no roles, and belongs to /account/second-factor
};

/// The door asks this once per request. [any thread]
class Identities {
 public:
  virtual ~Identities() = default;
  /// Nothing when the LoginSession is unknown, expired or ended. Trusts what it read for at most 250 ms.
  /// @throws Unavailable
  virtual std::optional<Identity> of_cookie(std::string_view secret, Instant now) = 0;
  /// Who was in with this cookie until the LoginSession expired, as long as the records hold it; nothing when they signed out,
  /// or may not sign in any more. No request is served as them. @throws Unavailable
  virtual std::optional<Actor> of_expired_cookie(std::string_view secret) = 0;
  virtual std::optional<Identity> of_bearer(std::string_view secret, Instant now) = 0;
};

}  // namespace lodge::core
