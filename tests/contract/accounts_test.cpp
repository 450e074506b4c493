#include "contract/access_world.h"

#include <gtest/gtest.h>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;

class Managing : public AccessContract {
 protected:
  Actor by(Role role, SiteId site) {
    Actor actor;
    actor.by = Actor::By::page;
    actor.site = site;
    actor.person = leo_;
    actor.roles = Roles{role};
    return actor;
  }
};

TEST_P(Managing, KeepsManagersToTheirSiteAndAwayFromAdministrators) {
  using core::AccountFault;
  auto& accounts = host_.accounts;
  const auto manager = by(Role::manager, site_), stranger = by(Role::manager, SiteId::random());
  EXPECT_EQ(accounts.set_disabled(stranger, ada_, true).error(), AccountFault::unknown);
  EXPECT_EQ(accounts.set_roles(manager, ada_, {Role::administrator}).error(), AccountFault::not_yours);
  EXPECT_TRUE(accounts.set_roles(manager, ada_, {Role::office}).has_value());
  ASSERT_TRUE(accounts.set_roles(by(Role::administrator, SiteId::random()), ada_, {Role::administrator}).has_value());
  EXPECT_EQ(accounts.set_disabled(manager, ada_, true).error(), AccountFault::not_yours);
  EXPECT_EQ(accounts.reset_second_factor(manager, ada_).error(), AccountFault::not_yours);
  EXPECT_EQ(accounts.new_set_up_secret(manager, ada_).error(), AccountFault::not_yours);
  EXPECT_EQ(accounts.add_local(manager, site_, "root", "Root", {Role::administrator}).error(), AccountFault::not_yours);
}

TEST_P(Managing, LetsNobodyLockThemselvesOut) {
  auto self = by(Role::administrator, site_);
  self.person = ada_;
  ASSERT_TRUE(host_.accounts.set_roles(root_, ada_, {Role::administrator}).has_value());
  EXPECT_EQ(host_.accounts.set_disabled(self, ada_, true).error(), core::AccountFault::yourself);
  EXPECT_EQ(host_.accounts.set_roles(self, ada_, {Role::office}).error(), core::AccountFault::yourself);
}

TEST_P(Managing, RefusesASecondAccountAndAStranger) {
  EXPECT_EQ(host_.accounts.add_staff(root_, site_, ada_, {Role::office}).error(), core::AccountFault::exists);
  EXPECT_EQ(host_.accounts.add_staff(root_, site_, PersonId::random(), {Role::office}).error(), core::AccountFault::unknown);
  EXPECT_EQ(host_.accounts.add_staff(root_, site_, leo_, {}).error(), core::AccountFault::no_role);
}

TEST_P(Managing, GivesAScreenAnAccountThatStaysSignedInAndIsNothingElse) {
  auto& accounts = host_.accounts;
  const auto screen = accounts.add_local(root_, site_, "hall", "Screen in the hall", {Role::display});
  ASSERT_TRUE(screen.has_value());
  EXPECT_EQ(accounts.add_local(root_, site_, "wall", "Wall", {Role::display, Role::teacher}).error(), core::AccountFault::no_role);
  EXPECT_EQ(accounts.add_staff(root_, site_, leo_, {Role::display}).error(), core::AccountFault::no_role);
  EXPECT_EQ(accounts.set_roles(root_, ada_, {Role::display}).error(), core::AccountFault::no_role);
  give_password(*screen);
  const auto in = std::get<SignedIn>(sign_in("hall"));
  clock_.move(std::chrono::days(29));
  EXPECT_TRUE(who(in.secret).has_value());
}

TEST_P(Managing, WritesEachActInTheAudit) {
  ASSERT_TRUE(host_.accounts.set_roles(root_, ada_, {Role::office}).has_value());
  ASSERT_TRUE(host_.accounts.set_disabled(root_, ada_, true).has_value());
  host_.accounts.set_language(by(Role::teacher, site_), "cy");
  for (const auto action : {"site.created", "account.language_set", "account.added", "account.roles_set", "account.disabled", "account.set_up_link_made", "account.password_set"})
    EXPECT_EQ(audited(action), 1) << action;
}

LODGE_ON_BOTH_ENGINES(Managing);

class Tokens : public AccessContract {
 protected:
  std::optional<core::Identity> bearer(const std::string& secret) { return host_.identities.of_bearer(secret, clock_.now()); }
};

TEST_P(Tokens, MayWhatTheirScopesSayOnTheirSite) {
  const auto made = host_.tokens.create(root_, {.site = site_, .acts_for = {}, .scopes = {"rooms.read", "rooms.book"}, .name = "Signage"});
  EXPECT_TRUE(made.secret.starts_with("lodge_"));
  const auto identity = bearer(made.secret);
  ASSERT_TRUE(identity.has_value());
  const core::AccessTable access;
  const Permission read{"rooms.read", {Role::teacher}, {}}, manage{"rooms.manage", {Role::teacher}, {}};
  EXPECT_TRUE(access.may(identity->actor, read, {site_, ada_}));
  EXPECT_FALSE(access.may(identity->actor, read, {SiteId::random(), ada_}));
  EXPECT_FALSE(access.may(identity->actor, manage));
  EXPECT_FALSE(access.may(identity->actor, core::kSignedIn));
}

TEST_P(Tokens, AreDeadWhenRevokedExpiredOrTheirPersonDisabled) {
  const auto one = host_.tokens.create(root_, {.site = site_, .acts_for = {}, .scopes = {"rooms.read"}, .name = "One"});
  ASSERT_TRUE(bearer(one.secret).has_value());
  clock_.move(1s);
  EXPECT_TRUE(host_.tokens.revoke(root_, one.id));
  EXPECT_FALSE(bearer(one.secret).has_value());
  const auto two = host_.tokens.create(root_, {.site = site_, .acts_for = ada_, .scopes = {"rooms.read"}, .name = "Two"});
  EXPECT_EQ(bearer(two.secret)->actor.person, ada_);
  ASSERT_TRUE(host_.accounts.set_disabled(root_, ada_, true).has_value());
  EXPECT_FALSE(bearer(two.secret).has_value());
  const auto three = host_.tokens.create(root_, {.site = site_, .acts_for = {}, .scopes = {"rooms.read"}, .name = "Three", .lives = std::chrono::days(1)});
  clock_.move(24h);
  EXPECT_FALSE(bearer(three.secret).has_value());
  EXPECT_FALSE(bearer("lodge_" + std::string(26, '0')).has_value());
  const auto listed = host_.tokens.of_site(site_);
  ASSERT_EQ(listed.size(), 3U);
  EXPECT_EQ(listed[0].name, "One");
}

LODGE_ON_BOTH_ENGINES(Tokens);

}  // namespace
}  // namespace lodge::test
