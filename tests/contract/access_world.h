#pragma once
#include "contract/engines.h"

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

struct MovableClock : Clock {
  Instant now() const override { return now_; }
  void pass(std::chrono::microseconds time) { now_ += time; }
  Instant now_{std::chrono::seconds(1'800'000'000)};
};

/// Teachers, and nobody else.
class FewPeople : public People {
 public:
  TeacherId add(std::string first_name, std::string surname, std::string email) {
    teachers_.push_back({TeacherId::random(), "Ms", std::move(first_name), std::move(surname), std::move(email)});
    return teachers_.back().id;
  }
  void remove(PersonId person) {
    std::erase_if(teachers_, [&](const Teacher& one) { return same_person<PersonId>(one.id) == person; });
  }
  std::int64_t revision() const override { return 1; }
  const Student* student(StudentId) const override { return nullptr; }
  const Teacher* teacher(TeacherId id) const override {
    for (const auto& one : teachers_)
      if (one.id == id) return &one;
    return nullptr;
  }
  const Contact* contact(ContactId) const override { return nullptr; }
  std::string name(PersonId id) const override {
    const auto* found = teacher(same_person<TeacherId>(id));
    return found != nullptr ? found->shown() : "";
  }
  const std::vector<const Student*>& students() const override { return no_students_; }
  const std::vector<const Teacher*>& teachers() const override {
    shown_.clear();
    for (const auto& one : teachers_) shown_.push_back(&one);
    return shown_;
  }
  const std::vector<const Contact*>& contacts() const override { return no_contacts_; }
  const std::vector<TaughtClass>& classes() const override { return no_classes_; }
  const std::vector<Group>& groups() const override { return no_groups_; }
  const std::vector<Tie>& contacts_of(StudentId) const override { return no_ties_; }
  const std::vector<Tie>& students_of(ContactId) const override { return no_ties_; }
  std::vector<const TaughtClass*> classes_of(StudentId) const override { return {}; }
  std::vector<const TaughtClass*> classes_taught_by(TeacherId) const override { return {}; }
  ContactRule contact_rule(StudentId) const override { return ContactRule::none; }
  std::vector<ContactId> members_of(HouseholdId) const override { return {}; }
  std::vector<PersonId> by_email(std::string_view email) const override {
    std::vector<PersonId> found;
    for (const auto& one : teachers_)
      if (one.email == email) found.push_back(same_person<PersonId>(one.id));
    return found;
  }

 private:
  std::vector<Teacher> teachers_;
  mutable std::vector<const Teacher*> shown_;
  std::vector<const Student*> no_students_;
  std::vector<const Contact*> no_contacts_;
  std::vector<TaughtClass> no_classes_;
  std::vector<Group> no_groups_;
  std::vector<Tie> no_ties_;
};

struct OneDirectory : Directory {
  std::shared_ptr<const People> people(SiteId) const override { return people_; }
  std::shared_ptr<FewPeople> people_ = std::make_shared<FewPeople>();
};

struct FewSettings : Settings {
  std::string text(SiteId, const Setting& setting) const override {
    const auto set = set_.find(std::string(setting.name));
    return set == set_.end() ? std::string(setting.standard) : set->second;
  }
  std::int64_t number(SiteId site, const Setting& setting) const override { return std::stoll(text(site, setting)); }
  bool yes(SiteId site, const Setting& setting) const override { return text(site, setting) == "yes"; }
  std::chrono::seconds duration(SiteId, const Setting&) const override { return {}; }
  std::map<std::string, std::string> set_;
};

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
  AccessHost(Database& central, Database& vault, OneDirectory& directory, const FewSettings& settings, MovableClock& clock)
      : vaults{vault}, audit(clock), parts{central, directory, keyring, keys, audit, settings, clock, cache}, throttle(central, clock) {}

  crypto::OpensslCipher cipher;
  CountedPasswords passwords;
  core::SiteKeys keys{cipher, core::Key{7}};
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
  void look_anew() { clock_.pass(std::chrono::milliseconds(250)); }
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
  MovableClock clock_;
  FewSettings settings_;
  OneDirectory directory_;
  PersonId ada_ = same_person<PersonId>(directory_.people_->add("Ada", "Okafor", "ada@ashdown.test"));
  PersonId leo_ = same_person<PersonId>(directory_.people_->add("Leo", "Lowther", "leo@ashdown.test"));
  SiteId site_ = core::create_site(central(), clock_, "ashdown", "Ashdown School", "Europe/London")->id;
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
