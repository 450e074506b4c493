#include "core/access/access_table.h"

#include "core/access/roles.h"

#include <gtest/gtest.h>

#include <vector>

namespace lodge::core {
namespace {

const SiteId kHere = SiteId::random(), kThere = SiteId::random();
const PersonId kMe = PersonId::random(), kOther = PersonId::random();

Actor actor(Actor::By by, Roles roles = {}) {
  Actor one;
  one.by = by;
  one.site = kHere;
  one.person = kMe;
  one.roles = roles;
  return one;
}


// Every role × every kind of permission × every kind of object; what may is said here once more, by hand.
TEST(AccessTable, AnswersEveryCellOfTheMatrix) {
  const AccessTable access;
  for (const auto role : kAllRoles)
    for (const bool by_role : {false, true})
      for (const bool by_owner : {false, true})
        for (const auto site : {kHere, kThere})
          for (const auto owner : {kMe, kOther, PersonId()}) {
            const Permission permission{"things.do", by_role ? Roles{role} : Roles{}, by_owner ? Roles{role} : Roles{}};
            const bool reaches = site == kHere || role == Role::administrator;
            const bool wanted = reaches && (by_role || (by_owner && owner == kMe));
            EXPECT_EQ(access.may(actor(Actor::By::page, {role}), permission, {site, owner}), wanted)
                << word(role) << by_role << by_owner << (site == kHere) << (owner == kMe);
            EXPECT_EQ(access.may(actor(Actor::By::page, {role}), permission), by_role || by_owner);
          }
}

TEST(AccessTable, GivesAnotherRoleNothing) {
  const AccessTable access;
  for (const auto has : kAllRoles)
    for (const auto needs : kAllRoles)
      EXPECT_EQ(access.may(actor(Actor::By::page, {has}), {"things.do", {needs}, {}}, {kHere, kOther}), has == needs);
}

TEST(AccessTable, GivesAStrangerOnlyWhatAnybodyMay) {
  const AccessTable access;
  EXPECT_TRUE(access.may(actor(Actor::By::nobody), kAnybody));
  EXPECT_FALSE(access.may(actor(Actor::By::nobody, {Role::administrator}), {"things.do", {Role::administrator}, {}}));
  EXPECT_FALSE(access.may(actor(Actor::By::nobody), kSignedIn));
}

TEST(AccessTable, BoundsWhatAPersonMayByTheScopesOfTheirToken) {
  const AccessTable access;
  auto token = actor(Actor::By::token, {Role::teacher});
  token.scopes = {"things.do"};
  const Permission office{"things.do", {Role::office}, {Role::teacher}};
  EXPECT_TRUE(access.may(token, office, {kHere, kMe})) << "her own";
  EXPECT_FALSE(access.may(token, office, {kHere, kOther})) << "a scope makes no office of a teacher";
  EXPECT_FALSE(access.may(token, {"things.do", {Role::office}, {}}));
  EXPECT_FALSE(access.may(token, {"things.see", {Role::teacher}, {}})) << "no such scope";
}

TEST(AccessTable, GivesATokenOfNobodyItsScopesOnItsSiteAndNoAccountPages) {
  const AccessTable access;
  auto token = actor(Actor::By::token);
  token.scopes = {"rooms.read"};
  const Permission read{"rooms.read", {Role::office}, {}}, book{"rooms.book", {Role::administrator}, {}};
  EXPECT_TRUE(access.may(token, read, {kHere, kOther}));
  EXPECT_FALSE(access.may(token, read, {kThere, kOther}));
  EXPECT_FALSE(access.may(token, book));
  EXPECT_FALSE(access.may(token, kSignedIn));
}

TEST(AccessTable, LetsWhoeverIsSignedInSeeTheirAccount) {
  EXPECT_TRUE(AccessTable().may(actor(Actor::By::page), kSignedIn));
}

TEST(AccessTable, LetsTheProgramsOfThisHostDoAll) {
  EXPECT_TRUE(AccessTable().may(actor(Actor::By::program), {"things.do", {}, {}}, {kThere, kOther}));
}

TEST(Roles, AreWrittenAndReadAlike) {
  for (const auto role : kAllRoles) {
    EXPECT_EQ(parse_role(word(role)), role);
    EXPECT_EQ(roles_of_number(to_number({role})), Roles{role});
  }
  EXPECT_EQ(words({Role::teacher, Role::office}), "office,teacher");
  EXPECT_EQ(parse_roles("office,teacher"), (Roles{Role::office, Role::teacher}));
  EXPECT_EQ(parse_roles("office,king"), std::nullopt);
  EXPECT_EQ(parse_roles("office,,teacher"), std::nullopt);
}

TEST(Roles, HaveTheStrictestLimitOfTheirLoginSessions) {
  using namespace std::chrono_literals;
  EXPECT_EQ(login_limits({Role::teacher}).idle, 30min);
  EXPECT_EQ(login_limits({Role::teacher}).whole, 12h);
  EXPECT_EQ(login_limits({Role::teacher, Role::manager}).idle, 15min);
  EXPECT_EQ(login_limits({Role::teacher, Role::manager}).whole, 4h);
  EXPECT_EQ(login_limits({Role::parent}).idle, 20min);
  EXPECT_EQ(login_limits({}).idle, 15min);
}

TEST(Roles, NeedASecondFactorWhereTheyReachFar) {
  EXPECT_TRUE(always_needs_second_factor({Role::teacher, Role::manager}));
  EXPECT_TRUE(always_needs_second_factor({Role::data_protection}));
  EXPECT_FALSE(always_needs_second_factor({Role::teacher, Role::office, Role::technician}));
}

}  // namespace
}  // namespace lodge::core
