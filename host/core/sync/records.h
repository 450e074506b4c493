#pragma once
#include "core/sync/pulled.h"

#include <lodge/database.h>
#include <lodge/privacy.h>

namespace lodge::core {

/// Keeps what a connector said in the site's vault, sealed under the plan's own key, in parts of some hundred kB.
/// @throws Unavailable
void keep_records(Database& vault, Privacy& privacy, SiteId site, PlanId plan, const Pulled& pulled);
/// Nothing when it was kept no longer than needed, or its key was destroyed. A record that was no UTF-8 comes back as
/// an UnreadableRecord. @throws Unavailable
std::optional<Pulled> kept_records(Database& vault, Privacy& privacy, SiteId site, PlanId plan);
/// Forgets what all plans but this one kept.
void forget_other_records(Database& vault, PlanId plan);

}  // namespace lodge::core
