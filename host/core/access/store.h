#pragma once
#include "core/access/account.h"

#include <lodge/database.h>

#include <optional>
#include <string>
#include <vector>

namespace lodge::core {

std::optional<Account> load_account(Reader& reader, PersonId person);
std::optional<Account> load_account_by_mark(Reader& reader, const std::string& mark);
std::vector<Account> load_staff_accounts(Reader& reader, SiteId site);

/// @throws DuplicateKey when the person has one, or somebody has the mark.
void insert_account(Transaction& transaction, const Account& account, const std::optional<std::string>& mark);
void save_roles(Transaction& transaction, PersonId person, Roles roles);
void save_disabled(Transaction& transaction, PersonId person, bool disabled);
void save_password(Transaction& transaction, PersonId person, const std::string& password);
void save_language(Transaction& transaction, PersonId person, const std::string& language);
/// Forgets the used step with the old key; an empty key takes the second factor away.
void save_totp(Transaction& transaction, PersonId person, const std::string& totp);
/// False when this step, or a later one, was used already: a code opens once.
bool use_totp_step(Transaction& transaction, PersonId person, std::int64_t step);

void replace_recovery_codes(Transaction& transaction, PersonId person, const std::vector<std::string>& codes);
bool use_recovery_code(Transaction& transaction, PersonId person, const std::string& code);
std::int64_t count_recovery_codes(Reader& reader, PersonId person);

/// The only one of the person; an earlier one is gone.
void save_set_up_secret(Transaction& transaction, PersonId person, const std::string& token, Instant expires);
std::optional<PersonId> find_set_up_secret(Reader& reader, const std::string& token, Instant now);
/// False when it was used, replaced or too old.
bool use_set_up_secret(Transaction& transaction, const std::string& token, PersonId person, Instant now);

struct ApiToken {
  TokenId id;
  SiteId site;
  PersonId person;
  std::string scopes;  ///< "rooms.read rooms.book"
  std::string name;    ///< sealed under the site's key
  Instant created_at{}, expires_at{};
  bool revoked = false;
};

void insert_api_token(Transaction& transaction, const ApiToken& token, const std::string& secret_hash);
std::optional<ApiToken> load_api_token(Reader& reader, const std::string& secret_hash);
std::vector<ApiToken> load_api_tokens(Reader& reader, SiteId site);
/// False when there is no such token.
bool revoke_api_token(Transaction& transaction, TokenId id);

}  // namespace lodge::core
