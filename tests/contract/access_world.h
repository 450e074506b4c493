#pragma once
#include "contract/engines.h"
#include "moving_clock.h"
#include "plugins/fakes.h"

#include "core/access/accounts.h"
#include "core/access/access_table.h"
#include "core/access/api_tokens.h"
#include "core/audit/audit_log.h"
#include "core/encoding.h"
#include "core/login/credentials.h"
#include "core/login/identities.h"
#include "core/login/sign_in.h"
#include "core/login/totp.h"
#include "core/privacy/keyring.h"
#include "core/sites/sites.h"
#include "crypto/argon2_passwords.h"
#include "crypto/openssl_cipher.h"

#include <algorithm>
#include <map>

namespace lodge::test {

struct VaultOfAll : core::Vaults {
  explicit VaultOfAll(Database& only) : only_(only) {}
  Database& vault(SiteId) override { return only_; }
  Database& only_;
};

/// The real hashes, counted.
struct CountedPasswords : core::Passwords {
  std::string hash(std::string_view password) override { return real_.hash(password); }
  Match check(std::string_view password, std::string_view hash) override {
    ++checks_;
    return real_.check(password, hash);
  }
  double guessing_bits(std::string_view password, std::span<const std::string> known_words) const override {
    return real_.guessing_bits(password, known_words);
  }
  crypto::Argon2Passwords real_;
  int checks_ = 0;
};

inline constexpr auto kGoodPassword = "heron paints slow trains";

/// All of access on one store, as the composition root puts it together: a second one is a second host.
struct AccessHost {
  AccessHost(Database& central, Database& vault, OneDirectory& directory, const Settings& settings, const Clock& clock,
             core::Key root = core::Key{7})
      : keys{cipher, root}, vaults{vault}, audit(clock), parts{central, directory, keyring, keys, audit, settings, clock, cache}, throttle(central, clock) {}

  crypto::OpensslCipher cipher;
  CountedPasswords passwords;
  core::SiteKeys keys;
  VaultOfAll vaults;
  core::Keyring keyring{vaults, keys};
  core::AuditLog audit;
  core::IdentityCache cache;
  core::AccessParts parts;
  core::Accounts accounts{parts};
  core::ApiTokens tokens{parts};
  core::LoginSessions sessions{parts};
  core::Throttle throttle;
  core::SignIn sign_in{parts, accounts, sessions, passwords, throttle};
  core::Credentials credentials{parts, accounts, sessions, passwords, throttle};
  core::StoredIdentities identities{parts, accounts, tokens};
};

/// A school of two teachers on each engine, with two hosts and the words to sign in by. All tests of a suite share one
/// store of each engine, for making its tables takes longer than most tests.
class AccessContract : public testing::TestWithParam<Engine> {
 public:
  static void TearDownTestSuite() { stores().clear(); }

 protected:
  using SignedIn = core::SignIn::SignedIn;
  using NeedsCode = core::SignIn::NeedsCode;
  using TooMany = core::SignIn::TooMany;
  using Wrong = core::SignIn::Wrong;

  AccessContract() {
    root_.by = Actor::By::program;
    give_password(person_);
  }
  static PersonId add(AccessHost& host, const Actor& root, SiteId site, PersonId person, Roles roles) {
    EXPECT_TRUE(host.accounts.add_staff(root, site, person, roles).has_value());
    return person;
  }
  void give_password(PersonId person, std::string_view password = kGoodPassword) {
    const auto secret = host_.accounts.new_set_up_secret(root_, person);
    ASSERT_TRUE(host_.credentials.set_password_by_link(*secret, password).has_value());
  }
  core::SignIn::Answer sign_in(std::string_view name = "ada@ashdown.test", std::string_view password = kGoodPassword,
                               std::string_view device = "", std::string_view code = "") {
    return host_.sign_in.with_password(name, password, code, {"192.0.2.1", device});
  }
  SignedIn signed_in() { return std::get<SignedIn>(sign_in()); }
  std::optional<core::Identity> who(std::string_view secret) { return host_.identities.of_cookie(secret, clock_.now()); }
  /// Lets the 250 ms pass that a read is trusted.
  void look_anew() { clock_.move(std::chrono::milliseconds(250)); }
  Actor actor_of(std::string_view secret) { return who(secret)->actor; }
  LoginSessionId session_of(std::string_view secret) { return *LoginSessionId::parse(who(secret)->login_session); }
  /// Sets a second factor up and answers its key; the login cookie is renewed in `secret`.
  std::string enrol(std::string& secret, PersonId person) {
    const auto start = host_.credentials.start_enrolment(*host_.accounts.find(person));
    const auto key = *core::parse_base32(start.key);
    const auto done = host_.credentials.finish_enrolment(actor_of(secret), session_of(secret), start.sealed, code(key), kGoodPassword);
    EXPECT_TRUE(done.has_value());
    secret = done->secret;
    codes_ = done->recovery_codes;
    return key;
  }
  std::string code(std::string_view key) { return core::totp_code(host_.cipher, key, core::totp_step(clock_.now())); }
  std::int64_t audited(std::string_view action) {
    return central().read([&](Reader& r) { return std::get<0>(*r.row<std::int64_t>("select count(*) from audit where action = ?", {action})); });
  }

  static std::map<std::pair<Engine, std::string>, std::unique_ptr<FreshStore>>& stores() {
    static std::map<std::pair<Engine, std::string>, std::unique_ptr<FreshStore>> stores;
    return stores;
  }
  static Database& store(const std::string& name) {
    auto& one = stores()[{GetParam(), name}];
    if (!one) {
      one = std::make_unique<FreshStore>(GetParam());
      one->migrate("host", "host/core/migrations/" + name);
    }
    return one->database();
  }
  static Database& central() { return store("central"); }
  static Database& vault() { return store("vault"); }
  static bool emptied() {
    central().write([](Transaction& transaction) {
      for (const std::string table : {"site", "account", "login_session", "api_token", "set_up_secret", "recovery_code", "throttle", "audit"})
        transaction.execute("delete from " + table);
    });
    return true;
  }

  const bool emptied_ = emptied();
  MovingClock clock_;
  StandardSettings settings_;
  OneDirectory directory_;
  PersonId ada_ = same_person<PersonId>(directory_.named->add("Ada", "Okafor", "ada@ashdown.test"));
  PersonId leo_ = same_person<PersonId>(directory_.named->add("Leo", "Lowther", "leo@ashdown.test"));
  core::AuditLog audit_{clock_};
  SiteId site_ = core::create_site(central(), audit_, clock_, "ashdown", "Ashdown School", "Europe/London")->id;
  Actor root_;
  AccessHost host_{central(), vault(), directory_, settings_, clock_};
  AccessHost elsewhere_{central(), vault(), directory_, settings_, clock_};
  PersonId person_ = add(host_, program(), site_, ada_, {Role::teacher});
  std::vector<std::string> codes_;

  static Actor program() {
    Actor actor;
    actor.by = Actor::By::program;
    return actor;
  }
};

}  // namespace lodge::test
