#pragma once
#include "core/access/account.h"
#include "core/access/identity_cache.h"
#include "core/privacy/site_keys.h"

#include <lodge/audit.h>
#include <lodge/clock.h>
#include <lodge/directory.h>
#include <lodge/privacy.h>
#include <lodge/settings.h>

#include <expected>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lodge::core {

/// What access is built on; all outlive it.
struct AccessParts {
  Database& central;
  const Directory& directory;
  Privacy& privacy;
  const SiteKeys& keys;
  Audit& audit;
  const Settings& settings;
  const Clock& clock;
  IdentityCache& identities;
};

/// Who may make administrators and look after their accounts, on every site.
inline constexpr Permission kManageAdministrators{"users.manage_administrators", {Role::administrator}, {}};

/// What a school may set about signing in.
inline constexpr Setting kSecondFactorForOffice{"access.second_factor_for_office", Setting::Type::yes_no, "no",
                                                "Office staff need a second factor to sign in."};
inline constexpr Setting kSecondFactorForTeachers{"access.second_factor_for_teachers", Setting::Type::yes_no, "no",
                                                  "Teachers need a second factor to sign in."};
inline constexpr Setting kSecondFactorForTechnicians{"access.second_factor_for_technicians", Setting::Type::yes_no,
                                                     "no", "Technicians need a second factor to sign in."};

/// Why an act on an account was not done.
enum class AccountFault {
  unknown,        ///< nobody of that id, or not on this site, or a parent
  exists,         ///< this person has an account already
  name_taken,     ///< somebody else signs in by this name
  bad_name,       ///< a sign-in name has 2 to 64 characters and no @; the shown one 1 to 100
  no_role,        ///< an account needs a role; display stands alone and has no person, and parent is none of staff's
  not_yours,      ///< a manager may not touch or make an administrator
  yourself,       ///< nobody disables themselves, nor takes their own administrator's role away
};

/// The accounts of staff, and the acts of whoever looks after them. Each act is in the audit and ends the
/// LoginSessions it has to (assurance.md S4). [any thread] @throws Unavailable
class Accounts {
 public:
  explicit Accounts(const AccessParts& parts) : parts_(parts) {}

  std::optional<Account> find(PersonId person) const;
  std::vector<Account> of_site(SiteId site) const;  ///< staff; not parents
  /// Staff by the e-mail that the directory holds, others by their own name; neither minds case or spaces around.
  std::optional<Account> by_sign_in_name(std::string_view name) const;
  std::string sign_in_name(const Account& account) const;
  std::string shown_name(const Account& account) const;
  /// For the frame: the directory's name, or that of a local account, remembered for a minute.
  std::string shown_name(SiteId site, PersonId person) const;
  bool needs_second_factor(const Account& account) const;
  /// Whether a MIS has taken this person away; such an account signs nobody in.
  bool gone(const Account& account) const;

  std::expected<void, AccountFault> add_staff(const Actor& actor, SiteId site, PersonId person, Roles roles);
  std::expected<PersonId, AccountFault> add_local(const Actor& actor, SiteId site, std::string_view login,
                                                  std::string_view shown, Roles roles);
  std::expected<void, AccountFault> set_roles(const Actor& actor, PersonId person, Roles roles);
  std::expected<void, AccountFault> set_disabled(const Actor& actor, PersonId person, bool disabled);
  std::expected<void, AccountFault> reset_second_factor(const Actor& actor, PersonId person);
  /// A secret of one use, good for 24 hours, with which the person sets a password at /set-up?secret=…
  std::expected<std::string, AccountFault> new_set_up_secret(const Actor& actor, PersonId person);
  void set_language(const Actor& actor, const std::string& language);

 private:
  struct Remembered {
    std::string name;
    Instant at;
  };

  std::expected<Account, AccountFault> managed(const Actor& actor, PersonId person) const;
  void record(Transaction& transaction, const Actor& actor, std::string_view action, const Account& account,
              std::string detail = {}) const;

  const AccessParts parts_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<PersonId, Remembered> remembered_;
};

/// What the central records hold of a secret that was handed out. [any thread]
std::string hash_of_secret(const Cipher& cipher, std::string_view secret);

}  // namespace lodge::core
