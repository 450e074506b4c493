#pragma once
#include "core/access/accounts.h"
#include "core/login/credentials.h"
#include "core/login/sign_in.h"
#include "core/sites/sites.h"

#include <lodge/booking.h>
#include <lodge/pages.h>
#include <lodge/web.h>

#include <string>
#include <vector>

namespace lodge::pages {

/// What the pages of sign-in, account and users work on; all outlive the routes.
struct AccessPages {
  const Pages& pages;
  const Access& access;
  Database& central;
  const Directory& directory;
  core::Accounts& accounts;
  core::LoginSessions& sessions;
  core::SignIn& sign_in;
  core::Credentials& credentials;
  std::string public_url;  ///< "https://lodge.ashdown.sch.uk", for links that are handed on
};

/// Who may look after accounts, each on their site.
inline constexpr Permission kManageUsers{"users.manage", {Role::administrator, Role::manager}, {}};
/// The schools of this host, as the API names them.
inline constexpr Permission kReadSites{
    "sites.read",
    {Role::administrator, Role::manager, Role::office, Role::teacher, Role::technician, Role::data_protection}, {}};
/// The names of staff.
inline constexpr Permission kReadTeachers{
    "people.read", {Role::administrator, Role::manager, Role::office, Role::teacher, Role::data_protection}, {}};
/// The names of students: all of them, or, for a teacher, those in her classes and groups.
inline constexpr Permission kReadStudents{
    "people.students", {Role::administrator, Role::manager, Role::office, Role::data_protection}, {Role::teacher}};

/// All of: /sign-in, /sign-out, /set-up, /account/…, /admin/users/…, /api/v1/sites, /api/v1/people. [startup]
void register_access_pages(Routes& routes, const AccessPages& on);
std::vector<NavigationEntry> access_navigation();
std::vector<Permission> access_permissions();  ///< with the scopes that a token may have

void add_sign_in_routes(Routes& routes, const AccessPages& on);
void add_account_routes(Routes& routes, const AccessPages& on);
void add_second_factor_routes(Routes& routes, const AccessPages& on);
void add_user_routes(Routes& routes, const AccessPages& on);
void add_people_routes(Routes& routes, const AccessPages& on);

/// "Data protection lead", in the reader's words.
std::string role_words(const Say& say, Role role);
std::string roles_words(const Say& say, Roles roles);
/// What a fault says to the person who typed.
std::string fault_words(const Say& say, const core::CredentialFault& fault);
/// The actor's LoginSession. A request by page always has one.
LoginSessionId login_session_of(const Request& request);

}  // namespace lodge::pages
