#include "core/encoding.h"

#include <gtest/gtest.h>

#include <set>

namespace lodge::core {
namespace {

TEST(Encoding, WritesTheVectorsOfRfc4648) {
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(to_base64url("\xfb\xff\xfe"), "-__-") << "the two letters that URLs know";
  EXPECT_EQ(to_hex("\x01\xfe"), "01fe");
}

TEST(Encoding, ReadsWhatItWrote) {
  for (std::size_t size = 0; size < 70; ++size) {
    const auto bytes = random_bytes(size);
    EXPECT_EQ(parse_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(parse_base32(to_base32(bytes)), bytes);
  }
}

TEST(Encoding, ReadsAKeyAsPeopleTypeIt) { EXPECT_EQ(parse_base32("mzxw-6ytb oi"), "foobar"); }

TEST(Encoding, RefusesSecondSpellingsAndStrangeLetters) {
  EXPECT_EQ(parse_base64url("Zh"), std::nullopt) << "bits left over that are not zero";
  EXPECT_EQ(parse_base64url("Z"), std::nullopt);
  EXPECT_EQ(parse_base64url("Zg=="), std::nullopt);
  EXPECT_EQ(parse_base64url("Zg\n"), std::nullopt);
  EXPECT_EQ(parse_base32("MZ1W"), std::nullopt);
}

TEST(Encoding, ComparesWholeTexts) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST(RandomBytes, NeverComeTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(random_bytes(16));
  EXPECT_EQ(seen.size(), 10'000U);
}

}  // namespace
}  // namespace lodge::core
