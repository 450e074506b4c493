#include "core/access/access_table.h"

#include <algorithm>
#include <optional>

namespace lodge::core {
namespace {

// What does not depend on roles; nothing when the roles decide.
std::optional<bool> settled(const Actor& actor, const Permission& permission) {
  if (permission.name == kAnybody.name) return true;
  switch (actor.by) {
    case Actor::By::nobody:
      return false;
    case Actor::By::program:
      return true;
    case Actor::By::token:
      // Its scopes bound what the person may for whom it acts. One that acts for nobody has nothing else.
      if (std::ranges::find(actor.scopes, permission.name) == actor.scopes.end()) return false;
      return actor.roles.empty() ? std::optional(true) : std::nullopt;
    case Actor::By::page:
      return permission.name == kSignedIn.name ? std::optional(true) : std::nullopt;
  }
  return false;
}

bool reaches(const Actor& actor, SiteId site) {
  return actor.site == site || actor.by == Actor::By::program ||
         (actor.by == Actor::By::page && actor.roles.has(Role::administrator));
}

}  // namespace

bool AccessTable::may(const Actor& actor, const Permission& permission) const {
  const auto answer = settled(actor, permission);
  return answer ? *answer : actor.roles.meets(permission.roles) || actor.roles.meets(permission.own);
}

bool AccessTable::may(const Actor& actor, const Permission& permission, const Object& object) const {
  if (permission.name != kAnybody.name && !reaches(actor, object.site)) return false;
  const auto answer = settled(actor, permission);
  if (answer) return *answer;
  const bool owns = actor.person == object.owner && actor.person != PersonId();
  return actor.roles.meets(permission.roles) || (owns && actor.roles.meets(permission.own));
}

}  // namespace lodge::core
