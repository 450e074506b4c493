#include "contract/access_world.h"

#include <gtest/gtest.h>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using Kind = core::CredentialFault::Kind;

class Credentials : public AccessContract {};

TEST_P(Credentials, SetAPasswordByLinkOnceAndWithinADay) {
  const auto secret = *host_.accounts.new_set_up_secret(root_, ada_);
  EXPECT_EQ(secret.size(), 26U);
  EXPECT_TRUE(host_.credentials.set_up_secret_is_good(secret));
  EXPECT_TRUE(host_.credentials.set_password_by_link(secret, "another heron paints trains").has_value());
  EXPECT_EQ(host_.credentials.set_password_by_link(secret, "another heron paints trains").error().kind, Kind::link_dead);
  const auto late = *host_.accounts.new_set_up_secret(root_, ada_);
  clock_.move(24h);
  EXPECT_EQ(host_.credentials.set_password_by_link(late, kGoodPassword).error().kind, Kind::link_dead);
}

TEST_P(Credentials, WritesDownThatADeadLinkWasTriedOnceAMinute) {
  const auto secret = *host_.accounts.new_set_up_secret(root_, ada_);
  ASSERT_TRUE(host_.credentials.set_password_by_link(secret, "another heron paints trains").has_value());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(host_.credentials.set_password_by_link(secret, kGoodPassword).has_value());
  EXPECT_EQ(audited("account.link_refused"), 1);
  clock_.move(1min);
  EXPECT_FALSE(host_.credentials.set_password_by_link("a guess", kGoodPassword).has_value());
  EXPECT_EQ(audited("account.link_refused"), 2);
}

TEST_P(Credentials, KillTheOldLinkWhenANewOneIsMade) {
  const auto first = *host_.accounts.new_set_up_secret(root_, ada_), second = *host_.accounts.new_set_up_secret(root_, ada_);
  EXPECT_FALSE(host_.credentials.set_up_secret_is_good(first));
  EXPECT_TRUE(host_.credentials.set_up_secret_is_good(second));
}

TEST_P(Credentials, RefuseWhatIsShortEasyOrThePersonsOwn) {
  const auto fault = [&](std::string_view password) {
    const auto secret = *host_.accounts.new_set_up_secret(root_, ada_);
    const auto done = host_.credentials.set_password_by_link(secret, password);
    return done ? std::nullopt : std::optional(done.error().kind);
  };
  EXPECT_EQ(fault("heron paints 9"), Kind::too_short) << "14 characters, and nothing else stands before the account";
  EXPECT_EQ(fault("passwordpassword"), Kind::too_easy);
  EXPECT_EQ(fault("qwertyuiop1234567890"), Kind::too_easy);
  EXPECT_EQ(fault("AshdownOkaforAda"), Kind::too_easy);
  EXPECT_EQ(fault(std::string(257, 'x')), Kind::too_long);
  EXPECT_EQ(fault("zwölf boxkämpfer jagen viktor über den deich, und weiter geht es bis zum meer"), std::nullopt);
  EXPECT_EQ(fault("heron painting"), Kind::too_short);
  ASSERT_TRUE(host_.accounts.set_roles(root_, ada_, {Role::manager}).has_value());
  EXPECT_EQ(fault("heron paints 9"), std::nullopt) << "with a second factor twelve will do";
}

TEST_P(Credentials, GuardThePasswordChangeByTheOldOne) {
  const auto in = signed_in();
  const auto change = [&](std::string_view old) {
    return host_.credentials.change_password(actor_of(in.secret), session_of(in.secret), old, "another heron paints trains");
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(change("wrong").error().kind, Kind::wrong_password);
  EXPECT_EQ(change(kGoodPassword).error().kind, Kind::too_many);
  clock_.move(60s);
  EXPECT_TRUE(change(kGoodPassword).has_value());
}

TEST_P(Credentials, TakeTheSecondFactorAwayWithItsCodesWhenReset) {
  auto secret = signed_in().secret;
  enrol(secret, ada_);
  ASSERT_TRUE(host_.accounts.reset_second_factor(root_, ada_).has_value());
  EXPECT_EQ(host_.credentials.codes_left(ada_), 0);
  EXPECT_FALSE(who(secret).has_value());
  EXPECT_TRUE(std::holds_alternative<SignedIn>(sign_in()));
}

TEST_P(Credentials, RefuseAnEnrolmentThatWasBegunForSomebodyElse) {
  auto secret = signed_in().secret;
  add(host_, root_, site_, leo_, {Role::teacher});
  const auto his = host_.credentials.start_enrolment(*host_.accounts.find(leo_));
  const auto key = *core::parse_base32(his.key);
  EXPECT_EQ(host_.credentials.finish_enrolment(actor_of(secret), session_of(secret), his.sealed, code(key), kGoodPassword).error().kind, Kind::wrong_code);
}

TEST_P(Credentials, LeaveTheSecondFactorWhenALinkSetsAPassword) {
  auto secret = signed_in().secret;
  enrol(secret, ada_);
  give_password(ada_, "another heron paints trains");
  EXPECT_TRUE(std::holds_alternative<NeedsCode>(sign_in("ada@ashdown.test", "another heron paints trains")));
}

TEST_P(Credentials, ChangeNoFactorWithoutThePassword) {
  auto secret = signed_in().secret;
  const auto start = host_.credentials.start_enrolment(*host_.accounts.find(ada_));
  const auto key = *core::parse_base32(start.key);
  const auto enrolled = [&](std::string_view password) {
    return host_.credentials.finish_enrolment(actor_of(secret), session_of(secret), start.sealed, code(key), password).has_value();
  };
  EXPECT_FALSE(enrolled("wrong"));
  EXPECT_FALSE(host_.accounts.find(ada_)->has_second_factor());
  EXPECT_EQ(host_.credentials.new_codes(actor_of(secret), "wrong").error().kind, Kind::wrong_password);
  EXPECT_TRUE(enrolled(kGoodPassword));
}

LODGE_ON_BOTH_ENGINES(Credentials);

}  // namespace
}  // namespace lodge::test
