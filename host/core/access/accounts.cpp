#include "core/access/accounts.h"

#include "core/access/access_table.h"
#include "core/access/roles.h"
#include "core/access/store.h"
#include "core/encoding.h"
#include "core/login/store.h"
#include "core/nfc.h"
#include "core/sites/sites.h"

#include <algorithm>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kSetUpSecretLives = 24h;
constexpr auto kNameRemembered = 1min;
constexpr std::string_view kMark = "sign-in names";

std::string place(std::string_view column, PersonId person) {
  return "account." + std::string(column) + "." + person.text();
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos
             ? std::string()
             : nfc(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string plain(std::string_view name) {
  auto text = trimmed(name);
  for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

constexpr Roles kScreen{Role::display};

bool fits_staff(Roles roles) { return !roles.empty() && !roles.meets({Role::display, Role::parent}); }

// A screen on a wall stays signed in for months, so it may nothing that a person's other role would bring along.
bool fits_local(Roles roles) { return fits_staff(roles) || roles == kScreen; }

bool looks_after_administrators(const Actor& actor) { return AccessTable().may(actor, kManageAdministrators); }

}  // namespace

std::string hash_of_secret(const Cipher& cipher, std::string_view secret) {
  return to_hex(as_text(cipher.sha256(secret)));
}

std::optional<Account> Accounts::find(PersonId person) const {
  return parts_.central.read([&](Reader& reader) { return load_account(reader, person); });
}

std::vector<Account> Accounts::of_site(SiteId site) const {
  return parts_.central.read([&](Reader& reader) { return load_staff_accounts(reader, site); });
}

// Both ways are always gone, so that a name that is known takes no longer than one that is not.
std::optional<Account> Accounts::by_sign_in_name(std::string_view name) const {
  const auto wanted = plain(name);
  std::vector<PersonId> people;
  for (const auto& site : sites(parts_.central))
    for (const auto& person : parts_.directory.people(site.id)->by_email(wanted)) people.push_back(person);
  if (people.empty()) people.push_back(PersonId());
  return parts_.central.read([&](Reader& reader) {
    auto found = load_account_by_mark(reader, parts_.keys.mark(kMark, wanted));
    for (const auto& person : people) {
      auto account = load_account(reader, person);
      if (!found && account && !account->local) found = std::move(account);
    }
    return found;
  });
}

std::string Accounts::sign_in_name(const Account& account) const {
  if (account.local)
    return parts_.privacy.open(account.site, account.person, place("login", account.person), account.login).value_or("");
  const auto people = parts_.directory.people(account.site);
  const auto* teacher = people->teacher(same_person<TeacherId>(account.person));
  return teacher != nullptr ? teacher->email : "";
}

std::string Accounts::shown_name(const Account& account) const {
  if (account.local)
    return parts_.privacy.open(account.site, account.person, place("shown", account.person), account.shown).value_or("");
  return parts_.directory.people(account.site)->name(account.person);
}

std::string Accounts::shown_name(SiteId site, PersonId person) const {
  auto name = parts_.directory.people(site)->name(person);
  if (!name.empty()) return name;
  const auto now = parts_.clock.now();
  {
    const std::lock_guard lock(mutex_);
    const auto known = remembered_.find(person);
    if (known != remembered_.end() && now - known->second.at < kNameRemembered) return known->second.name;
  }
  const auto account = find(person);
  if (account) name = shown_name(*account);
  const std::lock_guard lock(mutex_);
  remembered_[person] = {name, now};
  return name;
}

bool Accounts::needs_second_factor(const Account& account) const {
  const auto asked = [&](Role role, const Setting& setting) {
    return account.roles.has(role) && parts_.settings.yes(account.site, setting);
  };
  return always_needs_second_factor(account.roles) || asked(Role::office, kSecondFactorForOffice) ||
         asked(Role::teacher, kSecondFactorForTeachers) || asked(Role::technician, kSecondFactorForTechnicians);
}

// A contact whom the MIS no longer ties to a student has no reason to come in.
bool Accounts::gone(const Account& account) const {
  if (is_parent(account.roles)) return parts_.directory.people(account.site)->students_of(same_person<ContactId>(account.person)).empty();
  return !account.local && parts_.directory.people(account.site)->name(account.person).empty();
}

std::expected<void, AccountFault> Accounts::add_staff(const Actor& actor, SiteId site, PersonId person, Roles roles) {
  if (!fits_staff(roles)) return std::unexpected(AccountFault::no_role);
  if (roles.has(Role::administrator) && !looks_after_administrators(actor)) return std::unexpected(AccountFault::not_yours);
  if (parts_.directory.people(site)->teacher(same_person<TeacherId>(person)) == nullptr)
    return std::unexpected(AccountFault::unknown);
  Account account;
  account.person = person;
  account.site = site;
  account.roles = roles;
  account.created_at = parts_.clock.now();
  try {
    parts_.central.write([&](Transaction& transaction) {
      insert_account(transaction, account, std::nullopt);
      record(transaction, actor, "account.added", account, words(roles));
    });
  } catch (const DuplicateKey&) {
    return std::unexpected(AccountFault::exists);
  }
  return {};
}

std::expected<PersonId, AccountFault> Accounts::add_local(const Actor& actor, SiteId site, std::string_view login,
                                                          std::string_view shown, Roles roles) {
  const auto name = plain(login), words_shown = trimmed(shown);
  if (name.size() < 2 || name.size() > 64 || name.contains('@') || words_shown.empty() || words_shown.size() > 100)
    return std::unexpected(AccountFault::bad_name);
  if (!fits_local(roles)) return std::unexpected(AccountFault::no_role);
  if (roles.has(Role::administrator) && !looks_after_administrators(actor)) return std::unexpected(AccountFault::not_yours);
  Account account;
  account.person = PersonId::random();
  account.site = site;
  account.roles = roles;
  account.local = true;
  account.login = parts_.privacy.seal(site, account.person, place("login", account.person), name);
  account.shown = parts_.privacy.seal(site, account.person, place("shown", account.person), words_shown);
  account.created_at = parts_.clock.now();
  try {
    parts_.central.write([&](Transaction& transaction) {
      insert_account(transaction, account, parts_.keys.mark(kMark, name));
      record(transaction, actor, "account.added", account, words(roles));
    });
  } catch (const DuplicateKey&) {
    return std::unexpected(AccountFault::name_taken);
  }
  return account.person;
}

std::expected<void, AccountFault> Accounts::set_roles(const Actor& actor, PersonId person, Roles roles) {
  const auto account = managed(actor, person);
  if (!account) return std::unexpected(account.error());
  if (account->local ? !fits_local(roles) : !fits_staff(roles)) return std::unexpected(AccountFault::no_role);
  if (roles.has(Role::administrator) && !looks_after_administrators(actor)) return std::unexpected(AccountFault::not_yours);
  const bool own = actor.person == person && actor.by != Actor::By::program;
  if (own && account->roles.has(Role::administrator) && !roles.has(Role::administrator))
    return std::unexpected(AccountFault::yourself);
  parts_.central.write([&](Transaction& transaction) {
    save_roles(transaction, person, roles);
    end_login_sessions(transaction, person);
    record(transaction, actor, "account.roles_set", *account, words(roles));
  });
  return {};
}

std::expected<void, AccountFault> Accounts::set_disabled(const Actor& actor, PersonId person, bool disabled) {
  const auto account = managed(actor, person);
  if (!account) return std::unexpected(account.error());
  if (disabled && actor.person == person && actor.by != Actor::By::program)
    return std::unexpected(AccountFault::yourself);
  parts_.central.write([&](Transaction& transaction) {
    save_disabled(transaction, person, disabled);
    end_login_sessions(transaction, person);
    record(transaction, actor, disabled ? "account.disabled" : "account.enabled", *account);
  });
  return {};
}

std::expected<void, AccountFault> Accounts::reset_second_factor(const Actor& actor, PersonId person) {
  const auto account = managed(actor, person);
  if (!account) return std::unexpected(account.error());
  parts_.central.write([&](Transaction& transaction) {
    save_totp(transaction, person, "");
    replace_recovery_codes(transaction, person, {});
    end_login_sessions(transaction, person);
    record(transaction, actor, "account.second_factor_reset", *account);
  });
  return {};
}

std::expected<std::string, AccountFault> Accounts::new_set_up_secret(const Actor& actor, PersonId person) {
  const auto account = managed(actor, person);
  if (!account) return std::unexpected(account.error());
  const auto secret = RawId::random().text();
  parts_.central.write([&](Transaction& transaction) {
    save_set_up_secret(transaction, person, hash_of_secret(parts_.keys.cipher(), secret),
                       parts_.clock.now() + kSetUpSecretLives);
    record(transaction, actor, "account.set_up_link_made", *account);
  });
  return secret;
}

void Accounts::set_language(const Actor& actor, const std::string& language) {
  parts_.central.write([&](Transaction& transaction) {
    save_language(transaction, actor.person, language);
    parts_.audit.record(transaction, actor, {"account.language_set", actor.person.text(), {}});  // which one says something of them
    transaction.after_commit([this, &actor] { parts_.identities.forget(actor.person); });
  });
}

// Whether the actor may look after this account; that they may look after accounts at all, Access has said.
std::expected<Account, AccountFault> Accounts::managed(const Actor& actor, PersonId person) const {
  auto account = find(person);
  const bool everywhere = looks_after_administrators(actor);
  if (!account || is_parent(account->roles) || (!everywhere && account->site != actor.site)) return std::unexpected(AccountFault::unknown);
  if (account->roles.has(Role::administrator) && !everywhere) return std::unexpected(AccountFault::not_yours);
  return *std::move(account);
}

// Written for the account's own site, wherever the actor sits.
void Accounts::record(Transaction& transaction, const Actor& actor, std::string_view action, const Account& account,
                      std::string detail) const {
  auto here = actor;
  here.site = account.site;
  if (!detail.empty()) detail = R"({"roles":")" + detail + R"("})";
  parts_.audit.record(transaction, here, {action, account.person.text(), std::move(detail)});
  transaction.after_commit([this, person = account.person] { parts_.identities.forget(person); });
}

}  // namespace lodge::core
