#include "pages/access_pages.h"

#include "core/access/roles.h"
#include "pages/wait_words.h"

#include <lodge/errors.h>

namespace lodge::pages {

void register_access_pages(Routes& routes, const AccessPages& on) {
  add_sign_in_routes(routes, on);
  add_account_routes(routes, on);
  add_second_factor_routes(routes, on);
  add_user_routes(routes, on);
  add_people_routes(routes, on);
}

std::vector<NavigationEntry> access_navigation() { return {{"/admin/users", "Users", kManageUsers}}; }

std::vector<Permission> access_permissions() { return {kManageUsers, kReadSites, kReadTeachers, kReadStudents}; }

std::string role_words(const Say& say, Role role) {
  switch (role) {
    case Role::administrator:
      return say.say("Administrator");
    case Role::manager:
      return say.say("Manager");
    case Role::office:
      return say.say("Office");
    case Role::teacher:
      return say.say("Teacher");
    case Role::technician:
      return say.say("Technician");
    case Role::data_protection:
      return say.say("Data protection lead");
    case Role::display:
      return say.say("Display");
    case Role::parent:
      return say.say("Parent");
  }
  return {};
}

std::string roles_words(const Say& say, Roles roles) {
  std::string text;
  for (const auto role : core::kAllRoles)
    if (roles.has(role)) text.append(text.empty() ? "" : ", ").append(role_words(say, role));
  return text;
}

std::string fault_words(const Say& say, const core::CredentialFault& fault) {
  using Kind = core::CredentialFault::Kind;
  switch (fault.kind) {
    case Kind::wrong_password:
      return say.say("That is not your present password. Type it again.");
    case Kind::wrong_code:
      return say.say("That code does not fit. Type the six digits that the app shows now.");
    case Kind::too_many:
      return say.say("There were several wrong tries. You can try again {when}.", {{"when", wait_words(say, fault.wait)}});
    case Kind::too_short:
      return say.say_many("Use one character or more. Three or four words that do not belong together are easy to remember.",
                          "Use {count} characters or more. Three or four words that do not belong together are easy to remember.",
                          static_cast<std::int64_t>(fault.shortest));
    case Kind::too_long:
      return say.say("Use 256 characters or fewer.");
    case Kind::too_easy:
      return say.say("That password is easy to guess. Add another word, one that has nothing to do with you or the school.");
    case Kind::link_dead:
      return say.say("This link has been used already or is too old. Ask for a new one.");
    case Kind::ended:
      return say.say("You have been signed out. Sign in again.");
  }
  return {};
}

LoginSessionId login_session_of(const Request& request) {
  const auto id = LoginSessionId::parse(request.view_key);
  LODGE_CHECK(id.has_value());
  return *id;
}

}  // namespace lodge::pages
