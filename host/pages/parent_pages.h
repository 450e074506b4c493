#pragma once
#include "core/access/accounts.h"
#include "core/languages.h"
#include "core/parents/knocks.h"
#include "core/parents/parent_sign_in.h"

#include <lodge/booking.h>
#include <lodge/pages.h>
#include <lodge/web.h>

#include <string>
#include <vector>

namespace lodge::pages {

/// What the pages for parents work on; all outlive the routes.
struct ParentPages {
  const Pages& pages;
  const Access& access;
  Database& central;
  const Directory& directory;
  const Settings& settings;
  const core::Languages& languages;
  core::Accounts& accounts;
  core::LoginSessions& sessions;
  core::ParentSignIn& sign_in;
  core::ParentKnocks& knocks;
  std::vector<NavigationEntry> ways;  ///< of the modules; a parent sees those that are hers
};

/// What whoever has a child here may see.
inline constexpr Permission kParentsHome{"parents.home", {Role::parent}, {}};

/// All of: /, /language, /parents, /parents/sign-in, /parents/code, /parents/letter. [startup]
void register_parent_pages(Routes& routes, const ParentPages& on);

void add_ladder_routes(Routes& routes, const ParentPages& on);
void add_parent_home_routes(Routes& routes, const ParentPages& on);

/// Whom to ring when nothing else helps: "Or telephone the office, 01632 960123."
std::string office_words(const ParentPages& on, const Request& request, SiteId site);

}  // namespace lodge::pages
