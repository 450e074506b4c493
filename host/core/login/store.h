#pragma once
#include "core/access/account.h"

#include <lodge/database.h>

#include <optional>
#include <string>
#include <vector>

namespace lodge::core {

struct LoginSession {
  LoginSessionId id;
  PersonId person;
  std::int64_t factors = 1;  ///< how many the person gave: 1 or 2
  Instant created_at{}, seen_at{}, confirmed_at{}, expires_at{};
};

void insert_login_session(Transaction& transaction, const LoginSession& session, const std::string& token);
std::optional<LoginSession> load_login_session(Reader& reader, const std::string& token);
std::optional<LoginSession> load_login_session(Reader& reader, LoginSessionId id);
std::vector<LoginSession> load_login_sessions(Reader& reader, PersonId person);  ///< the latest first
void save_seen(Transaction& transaction, LoginSessionId id, Instant seen);
/// Gives it another secret; the old one opens nothing any more. False when it has ended.
bool renew_login_session(Transaction& transaction, const LoginSession& session, const std::string& token);
/// False when there is none of this id with this person.
bool end_login_session(Transaction& transaction, LoginSessionId id, PersonId person);
void end_login_sessions(Transaction& transaction, PersonId person, std::optional<LoginSessionId> but = {});
void forget_expired_login_sessions(Transaction& transaction, Instant now);

/// A form that waits for its person; see kept_forms.h.
struct KeptForm {
  SiteId site;
  PersonId person;
  std::string sealed;
  Instant ends_at{};
};

/// In place of an earlier one.
void put_kept_form(Transaction& transaction, const KeptForm& form);
std::optional<std::string> load_kept_form(Reader& reader, SiteId site, PersonId person, Instant now);
void forget_kept_form(Transaction& transaction, PersonId person);
void forget_kept_forms_before(Transaction& transaction, Instant at);

/// A bucket of the throttle as it was at `at`; filled in thousandths.
struct Bucket {
  std::int64_t filled = 0;
  Instant at{};
};

std::optional<Bucket> load_bucket(Reader& reader, const std::string& name);
/// False when the bucket is not as `before` says any more: somebody else filled it meanwhile.
bool save_bucket(Transaction& transaction, const std::string& name, const std::optional<Bucket>& before, Bucket after);
void forget_buckets_before(Transaction& transaction, Instant at);

}  // namespace lodge::core
