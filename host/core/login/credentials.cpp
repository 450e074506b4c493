#include "core/login/credentials.h"

#include "core/access/store.h"
#include "core/encoding.h"
#include "core/login/guards.h"
#include "core/login/second_factor.h"
#include "core/login/totp.h"
#include "core/sites/sites.h"

#include <algorithm>

namespace lodge::core {
namespace {

using Kind = CredentialFault::Kind;
constexpr std::string_view kIssuer = "Lodge";
constexpr std::size_t kGroup = 4;

std::unexpected<CredentialFault> fault(Kind kind) { return std::unexpected(CredentialFault{kind}); }

std::string in_groups(std::string_view text) {
  std::string grouped;
  for (std::size_t i = 0; i < text.size(); i += kGroup)
    grouped.append(grouped.empty() ? "" : " ").append(text.substr(i, kGroup));
  return grouped;
}

// The parts of names and addresses that somebody who knows the person would try, in lower case.
void add_words(std::vector<std::string>& words, std::string_view text) {
  std::string word;
  for (const char c : std::string(text) + " ") {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & '\x80') != 0;
    if (letter) {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      continue;
    }
    if (word.size() > 2) words.push_back(word);
    word.clear();
  }
}

std::string place_of_enrolment(PersonId person) { return "enrolment|" + person.text(); }

}  // namespace

bool Credentials::set_up_secret_is_good(std::string_view secret) const {
  const auto hash = hash_of_secret(parts_.keys.cipher(), secret);
  return parts_.central.read([&](Reader& reader) { return find_set_up_secret(reader, hash, parts_.clock.now()); }).has_value();
}

Credentials::Or<PersonId> Credentials::set_password_by_link(std::string_view secret, std::string_view password) {
  const auto token = hash_of_secret(parts_.keys.cipher(), secret);
  const auto now = parts_.clock.now();
  const auto person = parts_.central.read([&](Reader& reader) { return find_set_up_secret(reader, token, now); });
  const auto account = person ? accounts_.find(*person) : std::nullopt;
  if (!account) return dead_link();
  const auto hash = judged_hash(*account, password);
  if (!hash) return std::unexpected(hash.error());
  Actor actor;
  actor.by = Actor::By::page;
  actor.site = account->site;
  actor.person = *person;
  return parts_.central.write([&](Transaction& transaction) -> Or<PersonId> {
    if (!use_set_up_secret(transaction, token, *person, now)) return fault(Kind::link_dead);  // used a moment ago, which is in the audit
    save_password(transaction, *person, *hash);
    end_login_sessions(transaction, *person);
    parts_.audit.record(transaction, actor, {"account.password_set", person->text(), {}});
    transaction.after_commit([&] { parts_.identities.forget(*person); });
    return *person;
  });
}

// One row a minute, however many are tried: anybody may try.
std::unexpected<CredentialFault> Credentials::dead_link() {
  const std::int64_t minute = parts_.clock.now().time_since_epoch() / std::chrono::minutes(1);
  if (minute_of_dead_link_.exchange(minute) != minute) {
    Actor stranger;
    stranger.by = Actor::By::page;
    parts_.central.write([&](Transaction& transaction) { parts_.audit.record(transaction, stranger, {"account.link_refused", {}, {}}); });
  }
  return fault(Kind::link_dead);
}

Credentials::Or<std::string> Credentials::change_password(const Actor& actor, LoginSessionId session,
                                                          std::string_view old_password,
                                                          std::string_view new_password) {
  const auto account = proven(actor, old_password);
  if (!account) return std::unexpected(account.error());
  const auto hash = judged_hash(*account, new_password);
  if (!hash) return std::unexpected(hash.error());
  return renew(actor, session, 1, true, "account.password_changed",
               [&](Transaction& transaction) { save_password(transaction, actor.person, *hash); });
}

Credentials::Or<std::string> Credentials::confirm(const Actor& actor, LoginSessionId session,
                                                  std::string_view password) {
  const auto account = proven(actor, password);
  if (!account) return std::unexpected(account.error());
  return renew(actor, session, 1, false, "login.confirmed", [](Transaction&) {});
}

Credentials::Enrolment Credentials::start_enrolment(const Account& account) const {
  return shown(account, new_totp_secret());
}

std::optional<Credentials::Enrolment> Credentials::resume_enrolment(const Account& account,
                                                                    std::string_view sealed) const {
  const auto secret = parts_.keys.open(account.site, place_of_enrolment(account.person), sealed);
  return secret ? std::optional(shown(account, *secret)) : std::nullopt;
}

Credentials::Or<Credentials::Enrolled> Credentials::finish_enrolment(const Actor& actor, LoginSessionId session,
                                                                     std::string_view sealed, std::string_view code,
                                                                     std::string_view password) {
  const auto account = proven(actor, password);
  if (!account) return std::unexpected(account.error());
  const auto secret = parts_.keys.open(account->site, place_of_enrolment(account->person), sealed);
  const auto step = secret ? matching_totp_step(parts_.keys.cipher(), *secret, code, parts_.clock.now()) : std::nullopt;
  if (!step) return refused(actor, Kind::wrong_code);
  const auto codes = new_recovery_codes();
  const auto totp = seal_totp_secret(parts_, *account, *secret);
  const auto login = renew(actor, session, 2, true, "account.second_factor_set", [&](Transaction& transaction) {
    save_totp(transaction, actor.person, totp);
    use_totp_step(transaction, actor.person, *step);
    replace_recovery_codes(transaction, actor.person, hashes(actor.person, codes));
  });
  if (!login) return std::unexpected(login.error());
  return Enrolled{*login, codes};
}

Credentials::Or<std::vector<std::string>> Credentials::new_codes(const Actor& actor, std::string_view password) {
  const auto account = proven(actor, password);
  if (!account) return std::unexpected(account.error());
  const auto codes = new_recovery_codes();
  parts_.central.write([&](Transaction& transaction) {
    replace_recovery_codes(transaction, actor.person, hashes(actor.person, codes));
    parts_.audit.record(transaction, actor, {"account.recovery_codes_made", actor.person.text(), {}});
  });
  return codes;
}

std::int64_t Credentials::codes_left(PersonId person) const {
  return parts_.central.read([&](Reader& reader) { return count_recovery_codes(reader, person); });
}

std::size_t Credentials::shortest(const Account& account) const {
  const bool two = account.has_second_factor() || accounts_.needs_second_factor(account);
  return two ? kShortestWithSecondFactor : kShortestAlone;
}

Credentials::Or<Account> Credentials::proven(const Actor& actor, std::string_view password) {
  auto account = accounts_.find(actor.person);
  if (!account) return fault(Kind::ended);
  const std::vector<Bounds> tries = {guesses_at(parts_.keys, "own password", actor.person.text())};
  if (const auto wait = throttle_.take(tries)) return std::unexpected(CredentialFault{Kind::too_many, *wait});
  if (passwords_.check(password, account->password) == Passwords::Match::wrong) return refused(actor, Kind::wrong_password);
  throttle_.give_back(tries);
  return *std::move(account);
}

std::unexpected<CredentialFault> Credentials::refused(const Actor& actor, Kind why) {
  const auto what = why == Kind::wrong_code ? "login.code_refused" : "login.confirm_refused";
  parts_.central.write([&](Transaction& transaction) { parts_.audit.record(transaction, actor, {what, actor.person.text(), {}}); });
  return fault(why);
}

Credentials::Or<std::string> Credentials::judged_hash(const Account& account, std::string_view password) {
  const auto least = shortest(account);
  const auto words = known_words(account);
  if (const auto why = judge_password(passwords_, password, least, words)) {
    const auto kind = *why == PasswordFault::too_short  ? Kind::too_short
                      : *why == PasswordFault::too_long ? Kind::too_long
                                                        : Kind::too_easy;
    return std::unexpected(CredentialFault{kind, {}, least});
  }
  return passwords_.hash(password);
}

std::vector<std::string> Credentials::known_words(const Account& account) const {
  std::vector<std::string> words = {"lodge", "school", "college", "academy", "teacher", "office"};
  for (const auto& site : sites(parts_.central))
    if (site.id == account.site) add_words(words, site.name + " " + site.code);
  add_words(words, accounts_.shown_name(account));
  add_words(words, accounts_.sign_in_name(account));
  return words;
}

Credentials::Enrolment Credentials::shown(const Account& account, std::string_view secret) const {
  return {in_groups(to_base32(secret)), totp_uri(secret, accounts_.sign_in_name(account), kIssuer),
          parts_.keys.seal(account.site, place_of_enrolment(account.person), secret)};
}

Credentials::Or<std::string> Credentials::renew(const Actor& actor, LoginSessionId session, std::int64_t factors,
                                                bool end_others, std::string_view action,
                                                const std::function<void(Transaction&)>& change) {
  const auto fresh = sessions_.renewed(session, factors);
  if (!fresh) return fault(Kind::ended);
  return parts_.central.write([&](Transaction& transaction) -> Or<std::string> {
    if (!sessions_.renew(transaction, *fresh)) return fault(Kind::ended);
    change(transaction);
    if (end_others) end_login_sessions(transaction, actor.person, session);
    parts_.audit.record(transaction, actor, {action, actor.person.text(), {}});
    return fresh->secret;
  });
}

std::vector<std::string> Credentials::hashes(PersonId person, const std::vector<std::string>& codes) const {
  std::vector<std::string> all;
  for (const auto& code : codes) all.push_back(hash_of_recovery_code(parts_, person, code));
  std::ranges::sort(all);
  return all;
}

}  // namespace lodge::core
