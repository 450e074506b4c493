#include "contract/access_world.h"

#include <gtest/gtest.h>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;

class LoginSessions : public AccessContract {};

TEST_P(LoginSessions, EndWhenIdle) {
  const auto in = signed_in();
  for (int i = 0; i < 4; ++i) {
    clock_.move(29min);
    EXPECT_TRUE(who(in.secret).has_value()) << i;
  }
  clock_.move(31min);
  EXPECT_FALSE(who(in.secret).has_value());
}

TEST_P(LoginSessions, EndAfterTwelveHoursHoweverBusy) {
  const auto in = signed_in();
  for (int i = 0; i < 35; ++i) {
    clock_.move(20min);
    EXPECT_TRUE(who(in.secret).has_value()) << i;
  }
  clock_.move(21min);
  EXPECT_FALSE(who(in.secret).has_value());
}

TEST_P(LoginSessions, WriteThatTheyWereSeenOnceAMinute) {
  const auto in = signed_in();
  const auto seen = [&] { return host_.sessions.of_person(ada_).front().seen_at; };
  const auto first = seen();
  clock_.move(59s);
  who(in.secret);
  EXPECT_EQ(seen(), first);
  clock_.move(2s);
  who(in.secret);
  EXPECT_EQ(seen(), clock_.now());
}

TEST_P(LoginSessions, EndEverywhereAtSignOut) {
  const auto in = signed_in();
  ASSERT_TRUE(elsewhere_.identities.of_cookie(in.secret, clock_.now()).has_value());
  EXPECT_TRUE(host_.sessions.end(actor_of(in.secret), session_of(in.secret)));
  EXPECT_FALSE(who(in.secret).has_value()) << "here at once";
  look_anew();
  EXPECT_FALSE(elsewhere_.identities.of_cookie(in.secret, clock_.now()).has_value()) << "elsewhere within 250 ms";
}

TEST_P(LoginSessions, EndWhenTheAccountIsDisabledItsRolesOrPasswordChange) {
  const auto dead_everywhere = [&](const std::string& secret) {
    look_anew();
    return !who(secret) && !elsewhere_.identities.of_cookie(secret, clock_.now());
  };
  auto in = signed_in();
  ASSERT_TRUE(host_.accounts.set_roles(root_, ada_, {Role::teacher, Role::office}).has_value());
  EXPECT_TRUE(dead_everywhere(in.secret));
  in = signed_in();
  give_password(ada_, "another heron paints trains");
  EXPECT_TRUE(dead_everywhere(in.secret));
  in = std::get<SignedIn>(sign_in("ada@ashdown.test", "another heron paints trains"));
  ASSERT_TRUE(host_.accounts.set_disabled(root_, ada_, true).has_value());
  EXPECT_TRUE(dead_everywhere(in.secret));
}

TEST_P(LoginSessions, HaveANewSecretAfterAPasswordChangeAndAStepUp) {
  const auto in = signed_in(), other = signed_in();
  clock_.move(10min);
  EXPECT_FALSE(host_.sessions.confirmed_lately(session_of(in.secret)));
  const auto confirmed = host_.credentials.confirm(actor_of(in.secret), session_of(in.secret), kGoodPassword);
  ASSERT_TRUE(confirmed.has_value());
  EXPECT_FALSE(who(in.secret).has_value());
  ASSERT_TRUE(who(*confirmed).has_value());
  EXPECT_TRUE(host_.sessions.confirmed_lately(session_of(*confirmed)));
  const auto changed = host_.credentials.change_password(actor_of(*confirmed), session_of(*confirmed), kGoodPassword, "another heron paints trains");
  ASSERT_TRUE(changed.has_value());
  EXPECT_FALSE(who(*confirmed).has_value());
  EXPECT_FALSE(who(other.secret).has_value());
  EXPECT_TRUE(who(*changed).has_value());
}

TEST_P(LoginSessions, EndElsewhereWhenASecondFactorIsSet) {
  auto here = signed_in().secret;
  const auto there = signed_in().secret;
  enrol(here, ada_);
  look_anew();
  EXPECT_TRUE(who(here).has_value());
  EXPECT_FALSE(who(there).has_value());
}

TEST_P(LoginSessions, OfSomebodyElseCannotBeEnded) {
  const auto mine = signed_in();
  add(host_, root_, site_, leo_, {Role::teacher});
  give_password(leo_);
  const auto his = std::get<SignedIn>(sign_in("leo@ashdown.test"));
  EXPECT_FALSE(host_.sessions.end(actor_of(mine.secret), session_of(his.secret)));
  EXPECT_TRUE(who(his.secret).has_value());
}

TEST_P(LoginSessions, GiveAManagerWithoutASecondFactorNoRolesButTheirOwnAccount) {
  ASSERT_TRUE(host_.accounts.set_roles(root_, ada_, {Role::manager}).has_value());
  auto in = signed_in();
  EXPECT_TRUE(in.must_enrol);
  EXPECT_TRUE(who(in.secret)->must_enrol);
  EXPECT_TRUE(who(in.secret)->actor.roles.empty());
  EXPECT_TRUE(core::AccessTable().may(actor_of(in.secret), core::kSignedIn));
  enrol(in.secret, ada_);
  EXPECT_FALSE(who(in.secret)->must_enrol);
  EXPECT_EQ(who(in.secret)->actor.roles, Roles{Role::manager});
}

TEST_P(LoginSessions, AskTeachersForASecondFactorWhereTheSchoolSaysSo) {
  EXPECT_FALSE(signed_in().must_enrol);
  settings_.set["access.second_factor_for_teachers"] = "yes";
  EXPECT_TRUE(signed_in().must_enrol);
}

TEST_P(LoginSessions, AreOpenedByNothingElse) {
  const auto in = signed_in();
  for (const auto& wrong : {std::string(), std::string("x"), std::string(26, '0'), std::string(1000, 'a'), in.secret + "0"})
    EXPECT_FALSE(who(wrong).has_value());
}

LODGE_ON_BOTH_ENGINES(LoginSessions);

}  // namespace
}  // namespace lodge::test
