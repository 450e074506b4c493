#pragma once
#include <lodge/access.h>

namespace lodge::core {

/// What anybody may who is signed in on a page, even before a second factor is set up: their own account.
inline constexpr Permission kSignedIn{"signed_in", {}, {}};

/// Access by what the permissions say of themselves. An administrator acts on every site, everybody else on their
/// own; a token may what its scopes name, on its site, as far as the roles of the person for
/// whom it acts go; a program of this host (the command line) may all.
/// [any thread]
class AccessTable final : public Access {
 public:
  /// Whether the actor may on some object at least: what a page's route and the navigation ask.
  bool may(const Actor& actor, const Permission& permission) const override;
  bool may(const Actor& actor, const Permission& permission, const Object& object) const override;
};

}  // namespace lodge::core
