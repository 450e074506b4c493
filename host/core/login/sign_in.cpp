#include "core/login/sign_in.h"

#include "core/access/store.h"
#include "core/log.h"
#include "core/login/guards.h"
#include "core/login/second_factor.h"
#include "core/login/totp.h"

#include <lodge/errors.h>

#include <algorithm>
#include <atomic>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kStepLives = 5min;
constexpr auto kDeviceLives = std::chrono::days(400);  // as long as a browser keeps a cookie
constexpr std::size_t kPeoplePerDevice = 6;

Actor person_of(const Account* account) {
  Actor actor;
  actor.by = Actor::By::page;
  if (account == nullptr) return actor;
  actor.site = account->site;
  actor.person = account->person;
  actor.roles = account->roles;
  return actor;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t space = 0; space != std::string_view::npos && !text.empty();) {
    space = text.find(' ');
    words.emplace_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return words;
}

// Changes with the password, so that a step begun before does not end after.
std::string stamp(const Cipher& cipher, const Account& account) {
  return hash_of_secret(cipher, account.password).substr(0, 16);
}

}  // namespace

/// A browser, and who signed in on it before.
struct SignIn::Device {
  std::string id;
  std::vector<std::string> people;
  bool knows(PersonId person) const { return std::ranges::find(people, person.text()) != people.end(); }
};

SignIn::SignIn(const AccessParts& parts, const Accounts& accounts, const LoginSessions& sessions,
               Passwords& passwords, Throttle& throttle)
    : parts_(parts),
      accounts_(accounts),
      sessions_(sessions),
      passwords_(passwords),
      throttle_(throttle),
      steps_(parts.keys, "sign-in step"),
      devices_(parts.keys, "known device"),
      nobodys_hash_(passwords.hash(RawId::random().text())) {}

SignIn::Answer SignIn::with_password(std::string_view name, std::string_view password, std::string_view code,
                                     const Caller& caller) {
  const auto account = accounts_.by_sign_in_name(name);
  const auto* known = account ? &*account : nullptr;
  const auto device = read_device(caller.device);
  const auto code_tries = bounds_of_code(known, code, device, caller);
  const bool judges_code = !code_tries.empty() && !throttle_.take(code_tries);
  const auto step = judges_code ? right_step(*account, code) : std::nullopt;
  const auto tries = bounds(name, known, step.has_value(), device, caller);
  if (const auto wait = throttle_.take(tries)) return judges_code ? refuse_unseen(*account, password) : slow_down(*wait);
  const bool has_password = known != nullptr && account->has_password();
  const auto match = passwords_.check(password, has_password ? account->password : nobodys_hash_);
  if (match == Passwords::Match::wrong || !has_password || account->disabled || accounts_.gone(*account))
    return refuse(known);
  throttle_.give_back(tries);
  if (judges_code) {  // whoever has the password guesses codes as slowly here as at the second step
    const auto guesses = bounds_of_second_step(account->person, device);
    if (const auto wait = throttle_.take(guesses)) return slow_down(*wait);
    if (!step) return refuse(known);
    throttle_.give_back(guesses);
    throttle_.give_back(code_tries);
  }
  const auto hash = renewed_hash(*account, password, match);
  if (account->has_second_factor() && !step)
    return NeedsCode{steps_.make(account->person.text() + " " + stamp(parts_.keys.cipher(), *account),
                                 parts_.clock.now() + kStepLives)};
  return let_in(*account, step ? 2 : 1, device, [&](Transaction& transaction) {
    if (hash != account->password) save_password(transaction, account->person, hash);
    return !step || use_totp_step(transaction, account->person, *step);
  });
}

SignIn::Answer SignIn::with_code(std::string_view ticket, std::string_view code, const Caller& caller) {
  const auto words = words_of(steps_.read(ticket, parts_.clock.now()).value_or(""));
  const auto person = words.size() == 2 ? PersonId::parse(words[0]) : std::nullopt;
  const auto account = person ? accounts_.find(*person) : std::nullopt;
  if (!account || words[1] != stamp(parts_.keys.cipher(), *account)) return TooLate{};
  const auto device = read_device(caller.device);
  const auto tries = bounds_of_second_step(*person, device);
  if (const auto wait = throttle_.take(tries)) return slow_down(*wait);
  const auto step = right_step(*account, code);
  const auto recovery = step ? std::nullopt : parse_recovery_code(code);
  if ((!step && !recovery) || account->disabled || accounts_.gone(*account)) return refuse(&*account);
  auto answer = let_in(*account, 2, device, [&](Transaction& transaction) {
    return step ? use_totp_step(transaction, *person, *step)
                : use_recovery_code(transaction, *person, hash_of_recovery_code(parts_, *person, *recovery));
  });
  if (std::holds_alternative<SignedIn>(answer)) throttle_.give_back(tries);
  return answer;
}

std::optional<std::int64_t> SignIn::right_step(const Account& account, std::string_view code) const {
  return unused_totp_step(parts_, account, code);
}

// Guesses at the code by whoever has the password.
std::vector<Bounds> SignIn::bounds_of_second_step(PersonId person, const Device& device) const {
  return {guesses_at(parts_.keys, device.knows(person) ? "code|" + device.id : "code", person.text())};
}

// A code that comes along is judged before the password, and lets its owner past the guesses of others: so it may be
// guessed a few times a minute only. Nothing when there is none to judge; a recovery code waits for the second step.
std::vector<Bounds> SignIn::bounds_of_code(const Account* account, std::string_view code, const Device& device, const Caller& caller) const {
  if (account == nullptr || !account->has_second_factor() || code.empty() || parse_recovery_code(code)) return {};
  const auto where = device.knows(account->person) ? device.id : network_of(caller.address);
  return {guesses_at(parts_.keys, "code along|" + where, account->person.text())};
}

// There are no tries left; to say so only where the code was right, or only where it was wrong, would tell which.
SignIn::Answer SignIn::refuse_unseen(const Account& account, std::string_view password) {
  passwords_.check(password, nobodys_hash_);
  return refuse(&account);
}

// By the person where there is one, so that no other spelling of the name has tries of its own.
std::vector<Bounds> SignIn::bounds(std::string_view who, const Account* account, bool right_code, const Device& device,
                                   const Caller& caller) const {
  const auto whose = account != nullptr ? account->person.text() : std::string(who.substr(0, 256));
  if (right_code) return {guesses_at(parts_.keys, "with code", whose)};
  if (account != nullptr && device.knows(account->person))
    return {guesses_at(parts_.keys, "device|" + device.id, whose)};
  return {guesses_at(parts_.keys, "account|" + network_of(caller.address), whose), guesses_from_anywhere(parts_.keys, whose),
          guesses_from(parts_.keys, caller.address)};
}

SignIn::Answer SignIn::refuse(const Account* account) {
  const auto object = account != nullptr ? account->person.text() : std::string();
  parts_.central.write([&](Transaction& transaction) {
    parts_.audit.record(transaction, person_of(account), {"login.refused", object, {}});
  });
  return Wrong{};
}

// One line a minute, however many guess.
SignIn::Answer SignIn::slow_down(std::chrono::seconds wait) {
  static std::atomic<std::int64_t> last_minute{0};
  const std::int64_t minute = parts_.clock.now().time_since_epoch() / 1min;
  if (last_minute.exchange(minute) != minute)
    log(Level::notice, "LOGIN-002", "Somebody guesses passwords; further tries have to wait.");
  return TooMany{wait};
}

SignIn::Answer SignIn::let_in(const Account& account, std::int64_t factors, const Device& device,
                              const std::function<bool(Transaction&)>& use_up) {
  const auto fresh = sessions_.fresh(account, factors);
  const auto done = parts_.central.write([&](Transaction& transaction) -> std::expected<bool, bool> {
    if (!use_up(transaction)) return std::unexpected(false);
    sessions_.begin(transaction, fresh);
    parts_.audit.record(transaction, person_of(&account),
                        {"login.started", fresh.session.id.text(), R"({"factors":)" + std::to_string(factors) + "}"});
    return true;
  });
  if (!done) return refuse(&account);
  return SignedIn{account.person, fresh.secret, new_device_cookie(device, account.person),
                  factors < 2 && accounts_.needs_second_factor(account)};
}

std::string SignIn::renewed_hash(const Account& account, std::string_view password, Passwords::Match match) {
  return match == Passwords::Match::right_but_weaker_than_today ? passwords_.hash(password) : account.password;
}

SignIn::Device SignIn::read_device(std::string_view cookie) const {
  auto words = words_of(devices_.read(cookie, parts_.clock.now()).value_or(""));
  if (words.empty()) return {RawId::random().text(), {}};
  return {words.front(), {words.begin() + 1, words.end()}};
}

std::string SignIn::new_device_cookie(const Device& device, PersonId person) const {
  std::string text = device.id + " " + person.text();
  std::size_t people = 1;
  for (const auto& other : device.people)
    if (other != person.text() && people++ < kPeoplePerDevice) text += " " + other;
  return devices_.make(text, parts_.clock.now() + kDeviceLives);
}

}  // namespace lodge::core
