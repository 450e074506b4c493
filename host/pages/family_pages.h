#pragma once
#include "core/directory/households.h"
#include "core/parents/contact_rules.h"
#include "core/parents/knocks.h"
#include "core/parents/parent_sign_in.h"

#include <lodge/booking.h>
#include <lodge/pages.h>
#include <lodge/web.h>

#include <string>
#include <vector>

namespace lodge::pages {

/// What the office's pages about families work on; all outlive the routes.
struct FamilyPages {
  const Pages& pages;
  Database& central;
  const Directory& directory;
  const Calendar& calendar;
  Ledger& ledger;
  core::Accounts& accounts;
  core::ContactRules& rules;
  core::Households& households;
  core::ParentSignIn& sign_in;
  core::ParentKnocks& knocks;
  Audit& audit;
  std::string public_url;
};

/// Whoever looks after who may book for whom.
inline constexpr Permission kManageFamilies{"families.manage", {Role::administrator, Role::manager, Role::office}, {}};

/// All of: /admin/families/…, /admin/parents/attempts. [startup]
void register_family_pages(Routes& routes, const FamilyPages& on);
std::vector<NavigationEntry> family_navigation();

void add_family_routes(Routes& routes, const FamilyPages& on);
void add_regrouping_routes(Routes& routes, const FamilyPages& on);
void add_attempt_routes(Routes& routes, const FamilyPages& on);

/// The contact that the address names, of the actor's school; nullptr when there is none (any more).
const Contact* contact_of(const People& people, const Request& request);
/// [{words}] of each.
Value::List sentences_shown(const std::vector<std::string>& sentences);
std::string full_name(const Contact& contact);
std::string link_to(const Contact& contact);  ///< "/admin/families/<id>"
std::string rule_words(const Say& say, ContactRule rule);
/// Everything about a contact's household, for "host/family".
Value::Map family_values(const FamilyPages& on, const Request& request, const People& people, const Contact& contact);

}  // namespace lodge::pages
