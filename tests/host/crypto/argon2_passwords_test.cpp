#include "crypto/argon2_passwords.h"

#include "crypto/phc.h"

#include <gtest/gtest.h>
#include <lodge/errors.h>

#include <atomic>
#include <thread>
#include <vector>

namespace lodge::crypto {
namespace {

using Match = core::Passwords::Match;

// Of Argon2's own test suite (test.c, version 0x13): t = 2, m = 256 KiB, p = 1, "password" and "somesalt".
constexpr auto kReference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

TEST(Argon2Passwords, KnowsThePasswordItHashed) {
  Argon2Passwords passwords;
  const auto hash = passwords.hash("correct horse battery staple");
  EXPECT_EQ(hash.rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0), 0U) << hash;
  EXPECT_EQ(passwords.check("correct horse battery staple", hash), Match::right);
  EXPECT_EQ(passwords.check("correct horse battery stapler", hash), Match::wrong);
}

TEST(Argon2Passwords, SaysWhichHashesAreWeakerThanToday) {
  Argon2Passwords passwords;
  EXPECT_EQ(passwords.check("password", kReference), Match::right_but_weaker_than_today);
  EXPECT_EQ(passwords.check("Password", kReference), Match::wrong);
}

TEST(Argon2Passwords, TakesWhatIsNoHashForWrong) {
  Argon2Passwords passwords;
  for (const auto text : {"", "x", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$aaaa", "$argon2id$v=19$m=0,t=2,p=1$a$b"})
    EXPECT_EQ(passwords.check("password", text), Match::wrong);
}

TEST(Phc, ReadsAndWritesEachParameter) {
  const auto phc = Phc::parse(kReference);
  ASSERT_TRUE(phc.has_value());
  EXPECT_EQ(phc->memory_kib, 256U);
  EXPECT_EQ(phc->passes, 2U);
  EXPECT_EQ(phc->salt, "somesalt");
  EXPECT_EQ(phc->text(), kReference);
  EXPECT_FALSE(phc->strong_enough());
}

TEST(Phc, RefusesCostsThatNobodySaneWouldWrite) {
  EXPECT_FALSE(Phc::parse("$argon2id$v=19$m=4000000,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"));
  EXPECT_FALSE(Phc::parse("$argon2id$v=19$m=256,t=99999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"));
  EXPECT_FALSE(Phc::parse("$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"));
}

TEST(Phc, TakesEachOfTheThreeSettingsOfAsvs) {
  Phc phc{19456, 2, 1, "somesalt", "0123456789012345"};
  EXPECT_TRUE(phc.strong_enough());
  phc.passes = 1;
  EXPECT_FALSE(phc.strong_enough());
  phc.memory_kib = 47104;
  EXPECT_TRUE(phc.strong_enough());
  phc = {12288, 3, 1, "somesalt", "0123456789012345"};
  EXPECT_TRUE(phc.strong_enough());
}

TEST(Argon2Passwords, SendsAwayWhoWouldWaitTooLong) {
  Argon2Passwords passwords({.at_once = 1, .waiting = 1, .patience = std::chrono::milliseconds(10'000)});
  std::atomic<int> done = 0, sent_away = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 12; ++i)
    people.emplace_back([&] {
      try {
        passwords.hash("correct horse battery staple");
        ++done;
      } catch (const Unavailable&) {
        ++sent_away;
      }
    });
  for (auto& person : people) person.join();
  EXPECT_GE(done, 1);
  EXPECT_GE(sent_away, 1);
  EXPECT_EQ(done + sent_away, 12);
}

TEST(Argon2Passwords, JudgesByWhatAGuesserKnows) {
  const Argon2Passwords passwords;
  const std::vector<std::string> school = {"Ashdown", "Hargreaves"};
  EXPECT_LT(passwords.guessing_bits("passwordpassword", {}), 30);
  EXPECT_LT(passwords.guessing_bits("qwertyuiop1234567890", {}), 30);
  EXPECT_LT(passwords.guessing_bits("ashdownashdown", school), 30);
  EXPECT_GT(passwords.guessing_bits("heron paints slow trains", school), 40);
  EXPECT_GT(passwords.guessing_bits(std::string(5000, 'x') + "7", {}), 0);
}

}  // namespace
}  // namespace lodge::crypto
