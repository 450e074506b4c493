#include "core/login/login_sessions.h"

#include "core/access/roles.h"

#include <algorithm>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kConfirmedLately = 5min;
constexpr auto kKnownAfterwards = 1h;  // so that a form which comes too late can be kept for its person

}  // namespace

LoginSessions::Fresh LoginSessions::fresh(const Account& account, std::int64_t factors) const {
  const auto now = parts_.clock.now();
  return {{.id = LoginSessionId::random(),
           .person = account.person,
           .factors = factors,
           .created_at = now,
           .seen_at = now,
           .confirmed_at = now,
           .expires_at = now + login_limits(account.roles).whole},
          RawId::random().text()};
}

void LoginSessions::begin(Transaction& transaction, const Fresh& fresh) const {
  insert_login_session(transaction, fresh.session, hash_of_secret(parts_.keys.cipher(), fresh.secret));
}

std::optional<LoginSessions::Fresh> LoginSessions::renewed(LoginSessionId id, std::int64_t factors) const {
  auto session = parts_.central.read([&](Reader& reader) { return load_login_session(reader, id); });
  if (!session) return std::nullopt;
  session->factors = std::max(session->factors, factors);
  session->seen_at = session->confirmed_at = parts_.clock.now();
  return Fresh{*session, RawId::random().text()};
}

bool LoginSessions::renew(Transaction& transaction, const Fresh& fresh) const {
  transaction.after_commit([this, person = fresh.session.person] { parts_.identities.forget(person); });
  return renew_login_session(transaction, fresh.session, hash_of_secret(parts_.keys.cipher(), fresh.secret));
}

std::vector<LoginSession> LoginSessions::of_person(PersonId person) const {
  return parts_.central.read([&](Reader& reader) { return load_login_sessions(reader, person); });
}

bool LoginSessions::confirmed_lately(LoginSessionId id) const {
  const auto session = parts_.central.read([&](Reader& reader) { return load_login_session(reader, id); });
  return session && parts_.clock.now() - session->confirmed_at <= kConfirmedLately;
}

bool LoginSessions::end(const Actor& actor, LoginSessionId id) {
  return parts_.central.write([&](Transaction& transaction) {
    const bool ended = end_login_session(transaction, id, actor.person);
    if (ended) parts_.audit.record(transaction, actor, {"login.ended", id.text(), {}});
    transaction.after_commit([this, &actor] { parts_.identities.forget(actor.person); });
    return ended;
  });
}

void LoginSessions::end_others(const Actor& actor, LoginSessionId but) {
  parts_.central.write([&](Transaction& transaction) {
    end_login_sessions(transaction, actor.person, but);
    parts_.audit.record(transaction, actor, {"login.others_ended", but.text(), {}});
    transaction.after_commit([this, &actor] { parts_.identities.forget(actor.person); });
  });
}

void LoginSessions::sweep() {
  const auto before = parts_.clock.now() - kKnownAfterwards;
  parts_.central.write([&](Transaction& transaction) { forget_expired_login_sessions(transaction, before); });
}

}  // namespace lodge::core
