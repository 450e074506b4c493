#pragma once
#include "core/settings/stored_settings.h"

#include <lodge/audit.h>
#include <lodge/booking.h>
#include <lodge/pages.h>
#include <lodge/web.h>

#include <map>
#include <string>
#include <vector>

namespace lodge::pages {

/// What the page of a school's settings works on; all outlive the routes.
struct SettingsPages {
  const Pages& pages;
  Database& central;
  core::StoredSettings& settings;
  Audit& audit;
  /// What the settings of a module are of, by the part of their name before the dot: "Rooms". Said in the reader's language.
  std::map<std::string, std::string, std::less<>> about;
};

/// Whoever decides how the school works.
inline constexpr Permission kManageSettings{"settings.manage", {Role::administrator, Role::manager}, {}};

/// /admin/settings. [startup]
void register_settings_pages(Routes& routes, const SettingsPages& on);
std::vector<NavigationEntry> settings_navigation();

}  // namespace lodge::pages
