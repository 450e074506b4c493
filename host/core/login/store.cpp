#include "core/login/store.h"

namespace lodge::core {
namespace {

using Row = std::tuple<LoginSessionId, PersonId, std::int64_t, Instant, Instant, Instant, Instant>;

LoginSession to_session(const Row& row) { return std::make_from_tuple<LoginSession>(row); }

std::vector<LoginSession> login_sessions(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<LoginSession> all;
  for (const auto& row :
       reader.rows<LoginSessionId, PersonId, std::int64_t, Instant, Instant, Instant, Instant>(sql, binds))
    all.push_back(to_session(row));
  return all;
}

std::optional<LoginSession> first(std::vector<LoginSession> all) {
  return all.empty() ? std::nullopt : std::optional(all.front());
}

}  // namespace

constexpr std::string_view kInsertLoginSession =
    "insert into login_session (token, id, person, factors, created_at, seen_at, confirmed_at, expires_at) "
    "values (?, ?, ?, ?, ?, ?, ?, ?)";

void insert_login_session(Transaction& transaction, const LoginSession& session, const std::string& token) {
  transaction.execute(kInsertLoginSession, {token, session.id, session.person, session.factors, session.created_at,
                                            session.seen_at, session.confirmed_at, session.expires_at});
}

constexpr std::string_view kLoadByToken =
    "select id, person, factors, created_at, seen_at, confirmed_at, expires_at from login_session where token = ?";

std::optional<LoginSession> load_login_session(Reader& reader, const std::string& token) {
  return first(login_sessions(reader, kLoadByToken, {token}));
}

constexpr std::string_view kLoadById =
    "select id, person, factors, created_at, seen_at, confirmed_at, expires_at from login_session where id = ?";

std::optional<LoginSession> load_login_session(Reader& reader, LoginSessionId id) {
  return first(login_sessions(reader, kLoadById, {id}));
}

constexpr std::string_view kLoadOfPerson =
    "select id, person, factors, created_at, seen_at, confirmed_at, expires_at from login_session where person = ? "
    "order by seen_at desc, id";

std::vector<LoginSession> load_login_sessions(Reader& reader, PersonId person) {
  return login_sessions(reader, kLoadOfPerson, {person});
}

constexpr std::string_view kSaveSeen = "update login_session set seen_at = ? where id = ? and seen_at < ?";

void save_seen(Transaction& transaction, LoginSessionId id, Instant seen) {
  transaction.execute(kSaveSeen, {seen, id, seen});
}

constexpr std::string_view kRenew =
    "update login_session set token = ?, factors = ?, seen_at = ?, confirmed_at = ? where id = ? and person = ?";

bool renew_login_session(Transaction& transaction, const LoginSession& session, const std::string& token) {
  return transaction.execute(kRenew, {token, session.factors, session.seen_at, session.confirmed_at, session.id,
                                      session.person}) == 1;
}

constexpr std::string_view kEndOne = "delete from login_session where id = ? and person = ?";

bool end_login_session(Transaction& transaction, LoginSessionId id, PersonId person) {
  return transaction.execute(kEndOne, {id, person}) == 1;
}

constexpr std::string_view kEndAllBut = "delete from login_session where person = ? and id <> ?";

void end_login_sessions(Transaction& transaction, PersonId person, std::optional<LoginSessionId> but) {
  transaction.execute(kEndAllBut, {person, but.value_or(LoginSessionId())});
}

constexpr std::string_view kForgetExpired = "delete from login_session where expires_at <= ?";

void forget_expired_login_sessions(Transaction& transaction, Instant now) {
  transaction.execute(kForgetExpired, {now});
}

constexpr std::string_view kLoadBucket = "select filled, at from throttle where bucket = ?";

std::optional<Bucket> load_bucket(Reader& reader, const std::string& name) {
  const auto row = reader.row<std::int64_t, Instant>(kLoadBucket, {name});
  return row ? std::optional(Bucket{std::get<0>(*row), std::get<1>(*row)}) : std::nullopt;
}

constexpr std::string_view kInsertBucket = "insert into throttle (bucket, filled, at) values (?, ?, ?)";
constexpr std::string_view kUpdateBucket =
    "update throttle set filled = ?, at = ? where bucket = ? and filled = ? and at = ?";

bool save_bucket(Transaction& transaction, const std::string& name, const std::optional<Bucket>& before, Bucket after) {
  if (before)
    return transaction.execute(kUpdateBucket, {after.filled, after.at, name, before->filled, before->at}) == 1;
  try {
    return transaction.execute(kInsertBucket, {name, after.filled, after.at}) == 1;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kForgetBuckets = "delete from throttle where at < ?";

void forget_buckets_before(Transaction& transaction, Instant at) { transaction.execute(kForgetBuckets, {at}); }

constexpr std::string_view kForgetKept = "delete from kept_form where person = ?";

void forget_kept_form(Transaction& transaction, PersonId person) { transaction.execute(kForgetKept, {person}); }

constexpr std::string_view kInsertKept = "insert into kept_form (person, site, form, ends_at) values (?, ?, ?, ?)";

void put_kept_form(Transaction& transaction, const KeptForm& form) {
  forget_kept_form(transaction, form.person);
  transaction.execute(kInsertKept, {form.person, form.site, form.sealed, form.ends_at});
}

constexpr std::string_view kLoadKept = "select form from kept_form where person = ? and site = ? and ends_at > ?";

std::optional<std::string> load_kept_form(Reader& reader, SiteId site, PersonId person, Instant now) {
  auto row = reader.row<std::string>(kLoadKept, {person, site, now});
  return row ? std::optional(std::get<0>(std::move(*row))) : std::nullopt;
}

constexpr std::string_view kForgetOldKept = "delete from kept_form where ends_at <= ?";

void forget_kept_forms_before(Transaction& transaction, Instant at) { transaction.execute(kForgetOldKept, {at}); }

}  // namespace lodge::core
