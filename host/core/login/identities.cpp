#include "core/login/identities.h"

#include "core/access/roles.h"
#include "core/encoding.h"
#include "core/log.h"

#include <lodge/errors.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kSeenIsCoarse = 1min;

}  // namespace

std::string form_token_of(const Cipher& cipher, std::string_view secret) {
  return to_base64url(as_text(cipher.sha256("form token|" + std::string(secret))));
}

std::optional<Identity> StoredIdentities::of_cookie(std::string_view secret, Instant now) {
  if (secret.size() != RawId::kTextSize) return std::nullopt;
  const auto hash = hash_of_secret(parts_.keys.cipher(), secret);
  auto known = parts_.identities.find(hash, now);
  if (!known) {
    known = read_login(hash, now);
    if (!known) return std::nullopt;
    known->identity.form_token = form_token_of(parts_.keys.cipher(), secret) + "." + parts_.keys.mark("forms of", known->identity.actor.person.text());
    parts_.identities.put(hash, *known);
  }
  if (now >= known->idle_until || now >= known->expires_at) return std::nullopt;
  note_seen(hash, *known, now);
  return std::move(known->identity);
}

std::optional<Actor> StoredIdentities::of_expired_cookie(std::string_view secret) {
  if (secret.size() != RawId::kTextSize) return std::nullopt;
  const auto known = read_login(hash_of_secret(parts_.keys.cipher(), secret), parts_.clock.now());
  return known ? std::optional(known->identity.actor) : std::nullopt;
}

std::optional<Identity> StoredIdentities::of_bearer(std::string_view secret, Instant now) {
  const auto hash = hash_of_secret(parts_.keys.cipher(), secret);
  auto known = parts_.identities.find(hash, now);
  if (!known) {
    known = read_token(secret, now);
    if (!known) return std::nullopt;
    parts_.identities.put(hash, *known);
  }
  return now < known->expires_at ? std::optional(std::move(known->identity)) : std::nullopt;
}

std::optional<StoredIdentities::Known> StoredIdentities::read_login(const std::string& hash, Instant now) const {
  std::optional<Account> account;
  const auto session = parts_.central.read([&](Reader& reader) {
    auto found = load_login_session(reader, hash);
    account = found ? load_account(reader, found->person) : std::nullopt;
    return found;
  });
  if (!session || !account || account->disabled || accounts_.gone(*account)) return std::nullopt;
  Known known;
  known.read_at = now;
  known.seen_at = session->seen_at;
  known.idle_until = session->seen_at + login_limits(account->roles).idle;
  known.expires_at = session->expires_at;
  auto& identity = known.identity;
  identity.must_enrol = session->factors < 2 && accounts_.needs_second_factor(*account);
  identity.actor.by = Actor::By::page;
  identity.actor.site = account->site;
  identity.actor.person = account->person;
  identity.actor.roles = identity.must_enrol ? Roles() : account->roles;
  identity.actor.language = account->language;
  identity.login_session = identity.view_key = session->id.text();
  identity.shown_name = accounts_.shown_name(account->site, account->person);
  return known;
}

// A token that acts for a person has that person's roles, as long as they may sign in themselves.
std::optional<StoredIdentities::Known> StoredIdentities::read_token(std::string_view secret, Instant now) const {
  const auto token = tokens_.find(secret);
  if (!token) return std::nullopt;
  Known known;
  known.read_at = now;
  known.expires_at = token->expires_at;
  auto& actor = known.identity.actor;
  actor.by = Actor::By::token;
  actor.site = token->site;
  actor.person = token->person;
  actor.scopes = split_scopes(token->scopes);
  known.identity.view_key = token->id.text();
  if (token->person == same_person<PersonId>(token->id)) return known;
  const auto account = accounts_.find(token->person);
  if (!account || account->disabled || accounts_.gone(*account)) return std::nullopt;
  actor.roles = account->roles;
  return known;
}

// Once a minute, so that reading a page writes nothing; should it fail, the next request tries again.
void StoredIdentities::note_seen(const std::string& hash, const Known& known, Instant now) {
  if (now - known.seen_at < kSeenIsCoarse || !parts_.identities.touch(hash, known.seen_at, now)) return;
  const auto id = LoginSessionId::parse(known.identity.login_session);
  try {
    parts_.central.write([&](Transaction& transaction) { save_seen(transaction, *id, now); });
  } catch (const Unavailable&) {
    log(Level::notice, "LOGIN-001", "That a LoginSession was used could not be written down.");
  }
}

}  // namespace lodge::core
