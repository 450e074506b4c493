#pragma once
#include <lodge/database.h>
#include <lodge/web.h>

namespace lodge::pages {

/// The imports of a school: what was planned, applied, undone.
inline constexpr Permission kReadSync{"sync.read", {Role::administrator, Role::manager, Role::technician}, {}};

/// GET /api/v1/sync/runs. `central` outlives the route. [startup]
void add_sync_api(Routes& routes, Database& central);

}  // namespace lodge::pages
