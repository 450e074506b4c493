#include "core/access/store.h"

#include "core/access/roles.h"

namespace lodge::core {
namespace {

using Row = std::tuple<PersonId, SiteId, std::int64_t, std::string, std::string, std::int64_t, std::optional<std::string>,
                       std::string, std::string, std::string, bool, Instant>;

Account to_account(const Row& row) {
  const auto& [person, site, roles, password, totp, step, mark, login, shown, language, disabled, created] = row;
  return {person, site,  roles_of_number(roles), password, totp, step, mark.has_value(),
          login,  shown, language,               disabled, created};
}

std::vector<Account> accounts(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<Account> all;
  for (const auto& row :
       reader.rows<PersonId, SiteId, std::int64_t, std::string, std::string, std::int64_t, std::optional<std::string>,
                   std::string, std::string, std::string, bool, Instant>(sql, binds))
    all.push_back(to_account(row));
  return all;
}

std::optional<Account> account(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  auto all = accounts(reader, sql, binds);
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

ApiToken to_token(TokenId id, SiteId site, PersonId person, std::string scopes, std::string name, Instant created,
                  Instant expires, bool revoked) {
  return {id, site, person, std::move(scopes), std::move(name), created, expires, revoked};
}

}  // namespace

constexpr std::string_view kLoadAccount =
    "select person, site, roles, password, totp, totp_step, mark, login, shown, language, disabled, created_at "
    "from account where person = ?";

std::optional<Account> load_account(Reader& reader, PersonId person) { return account(reader, kLoadAccount, {person}); }

constexpr std::string_view kLoadAccountByMark =
    "select person, site, roles, password, totp, totp_step, mark, login, shown, language, disabled, created_at "
    "from account where mark = ?";

std::optional<Account> load_account_by_mark(Reader& reader, const std::string& mark) {
  return account(reader, kLoadAccountByMark, {mark});
}

constexpr std::string_view kLoadAccounts =
    "select person, site, roles, password, totp, totp_step, mark, login, shown, language, disabled, created_at "
    "from account where site = ? and roles <> ? order by person";

std::vector<Account> load_staff_accounts(Reader& reader, SiteId site) { return accounts(reader, kLoadAccounts, {site, to_number({Role::parent})}); }

constexpr std::string_view kInsertAccount =
    "insert into account (person, site, roles, password, totp, totp_step, mark, login, shown, language, disabled, "
    "created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

void insert_account(Transaction& transaction, const Account& account, const std::optional<std::string>& mark) {
  transaction.execute(kInsertAccount, {account.person, account.site, to_number(account.roles), account.password,
                                       account.totp, account.totp_step, mark, account.login, account.shown,
                                       account.language, account.disabled, account.created_at});
}

constexpr std::string_view kSaveRoles = "update account set roles = ? where person = ?";

void save_roles(Transaction& transaction, PersonId person, Roles roles) {
  transaction.execute(kSaveRoles, {to_number(roles), person});
}

constexpr std::string_view kSaveDisabled = "update account set disabled = ? where person = ?";

void save_disabled(Transaction& transaction, PersonId person, bool disabled) {
  transaction.execute(kSaveDisabled, {disabled, person});
}

constexpr std::string_view kSavePassword = "update account set password = ? where person = ?";

void save_password(Transaction& transaction, PersonId person, const std::string& password) {
  transaction.execute(kSavePassword, {password, person});
}

constexpr std::string_view kSaveLanguage = "update account set language = ? where person = ?";

void save_language(Transaction& transaction, PersonId person, const std::string& language) {
  transaction.execute(kSaveLanguage, {language, person});
}

constexpr std::string_view kSaveTotp = "update account set totp = ?, totp_step = 0 where person = ?";

void save_totp(Transaction& transaction, PersonId person, const std::string& totp) {
  transaction.execute(kSaveTotp, {totp, person});
}

constexpr std::string_view kUseTotpStep = "update account set totp_step = ? where person = ? and totp_step < ?";

bool use_totp_step(Transaction& transaction, PersonId person, std::int64_t step) {
  return transaction.execute(kUseTotpStep, {step, person, step}) == 1;
}

constexpr std::string_view kForgetRecoveryCodes = "delete from recovery_code where person = ?";
constexpr std::string_view kInsertRecoveryCodes = "insert into recovery_code (person, code)";

void replace_recovery_codes(Transaction& transaction, PersonId person, const std::vector<std::string>& codes) {
  transaction.execute(kForgetRecoveryCodes, {person});
  std::vector<Bind> values;
  for (const auto& code : codes) {
    values.emplace_back(person);
    values.emplace_back(code);
  }
  if (!values.empty()) transaction.insert_rows(kInsertRecoveryCodes, 2, values);
}

constexpr std::string_view kUseRecoveryCode = "delete from recovery_code where person = ? and code = ?";

bool use_recovery_code(Transaction& transaction, PersonId person, const std::string& code) {
  return transaction.execute(kUseRecoveryCode, {person, code}) == 1;
}

constexpr std::string_view kCountRecoveryCodes = "select count(*) from recovery_code where person = ?";

std::int64_t count_recovery_codes(Reader& reader, PersonId person) {
  return std::get<0>(*reader.row<std::int64_t>(kCountRecoveryCodes, {person}));
}

constexpr std::string_view kForgetSetUpSecrets = "delete from set_up_secret where person = ?";
constexpr std::string_view kInsertSetUpSecret = "insert into set_up_secret (token, person, expires_at) values (?, ?, ?)";

void save_set_up_secret(Transaction& transaction, PersonId person, const std::string& token, Instant expires) {
  transaction.execute(kForgetSetUpSecrets, {person});
  transaction.execute(kInsertSetUpSecret, {token, person, expires});
}

constexpr std::string_view kFindSetUpSecret = "select person from set_up_secret where token = ? and expires_at > ?";

std::optional<PersonId> find_set_up_secret(Reader& reader, const std::string& token, Instant now) {
  const auto row = reader.row<PersonId>(kFindSetUpSecret, {token, now});
  return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

constexpr std::string_view kUseSetUpSecret =
    "delete from set_up_secret where token = ? and person = ? and expires_at > ?";

bool use_set_up_secret(Transaction& transaction, const std::string& token, PersonId person, Instant now) {
  return transaction.execute(kUseSetUpSecret, {token, person, now}) == 1;
}

constexpr std::string_view kInsertApiToken =
    "insert into api_token (id, token, site, person, scopes, name, created_at, expires_at, revoked) "
    "values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

void insert_api_token(Transaction& transaction, const ApiToken& token, const std::string& secret_hash) {
  transaction.execute(kInsertApiToken, {token.id, secret_hash, token.site, token.person, token.scopes, token.name,
                                        token.created_at, token.expires_at, token.revoked});
}

constexpr std::string_view kLoadApiToken =
    "select id, site, person, scopes, name, created_at, expires_at, revoked from api_token where token = ?";

std::optional<ApiToken> load_api_token(Reader& reader, const std::string& secret_hash) {
  auto row = reader.row<TokenId, SiteId, PersonId, std::string, std::string, Instant, Instant, bool>(kLoadApiToken,
                                                                                                    {secret_hash});
  return row ? std::optional(std::apply(to_token, std::move(*row))) : std::nullopt;
}

constexpr std::string_view kLoadApiTokens =
    "select id, site, person, scopes, name, created_at, expires_at, revoked from api_token where site = ? "
    "order by created_at, id";

std::vector<ApiToken> load_api_tokens(Reader& reader, SiteId site) {
  std::vector<ApiToken> all;
  for (auto& row : reader.rows<TokenId, SiteId, PersonId, std::string, std::string, Instant, Instant, bool>(
           kLoadApiTokens, {site}))
    all.push_back(std::apply(to_token, std::move(row)));
  return all;
}

constexpr std::string_view kRevokeApiToken = "update api_token set revoked = 1 where id = ?";

bool revoke_api_token(Transaction& transaction, TokenId id) {
  return transaction.execute(kRevokeApiToken, {id}) == 1;
}

}  // namespace lodge::core
