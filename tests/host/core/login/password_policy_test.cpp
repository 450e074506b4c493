#include "core/login/password_policy.h"

#include "crypto/argon2_passwords.h"

#include <gtest/gtest.h>

namespace lodge::core {
namespace {

class PasswordPolicy : public testing::Test {
 protected:
  std::optional<PasswordFault> judge(std::string_view password, std::size_t shortest = kShortestWithSecondFactor) {
    static const std::vector<std::string> words = {"ashdown", "hargreaves"};
    return judge_password(passwords_, password, shortest, words);
  }
  crypto::Argon2Passwords passwords_;
};

TEST_F(PasswordPolicy, CountsCharactersAndNotBytes) {
  EXPECT_EQ(judge("żółćżółćżółć" "qv", kShortestAlone), PasswordFault::too_short);
  EXPECT_EQ(judge("heron qv 719"), std::nullopt);
}

TEST_F(PasswordPolicy, AsksForNoKindOfCharacter) {
  EXPECT_EQ(judge("heron paints slow trains"), std::nullopt);
  EXPECT_EQ(judge("83058127390573"), std::nullopt);
  EXPECT_EQ(judge("héron peint des trains lents"), std::nullopt);
}

TEST_F(PasswordPolicy, TakesSixtyFourCharactersAndMore) {
  EXPECT_EQ(judge("heron paints slow trains while the moon counts seven green boats at the pier"), std::nullopt);
}

// Long ones out of the lists that guessing programs come with; the shorter ones fall to the length.
TEST_F(PasswordPolicy, RefusesWhatEverybodyGuessesFirst) {
  for (const auto* password : {"password1234", "123456789012", "qwertyuiop12", "1q2w3e4r5t6y", "iloveyou1234", "football1234",
                               "Passw0rd2026!", "letmeinletmein", "aaaaaaaaaaaa", "abcdefghijkl", "qazwsxedcrfv", "administrator",
                               "monkeymonkey", "zaq12wsxcde3", "111111111111", "welcome12345", "sunshine2026", "P@ssw0rd1234"})
    EXPECT_EQ(judge(password), PasswordFault::too_easy) << password;
}

TEST_F(PasswordPolicy, RefusesTheSchoolsAndThePersonsOwnWords) {
  EXPECT_EQ(judge("ashdownashdown"), PasswordFault::too_easy);
  EXPECT_EQ(judge("Hargreaves2026"), PasswordFault::too_easy);
}

}  // namespace
}  // namespace lodge::core
