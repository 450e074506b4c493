#include "core/login/totp.h"

#include "core/encoding.h"
#include "crypto/openssl_cipher.h"

#include <gtest/gtest.h>

#include <set>

namespace lodge::core {
namespace {

constexpr std::string_view kSecret = "12345678901234567890";

Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

// RFC 6238, appendix B, SHA-1; its eight digits cut to the last six.
TEST(Totp, MakesTheCodesOfTheRfc) {
  const crypto::OpensslCipher cipher;
  const std::pair<std::int64_t, std::string_view> kVectors[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                                                                {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : kVectors) EXPECT_EQ(totp_code(cipher, kSecret, totp_step(at(seconds))), code);
}

TEST(Totp, TakesThePresentCodeAndTheOneBefore) {
  const crypto::OpensslCipher cipher;
  const auto code = totp_code(cipher, kSecret, 100);
  EXPECT_EQ(matching_totp_step(cipher, kSecret, code, at(3000)), 100);
  EXPECT_EQ(matching_totp_step(cipher, kSecret, code, at(3059)), 100);
  EXPECT_EQ(matching_totp_step(cipher, kSecret, code, at(3060)), std::nullopt);
  EXPECT_EQ(matching_totp_step(cipher, kSecret, code, at(2999)), std::nullopt);
}

TEST(Totp, TakesACodeWithASpaceAndNothingElse) {
  const crypto::OpensslCipher cipher;
  auto code = totp_code(cipher, kSecret, 100);
  EXPECT_TRUE(matching_totp_step(cipher, kSecret, code.substr(0, 3) + " " + code.substr(3), at(3000)));
  for (const auto& wrong : {std::string(), std::string("12345"), code + "0", "x" + code.substr(1)})
    EXPECT_FALSE(matching_totp_step(cipher, kSecret, wrong, at(3000)));
}

TEST(Totp, TellsAnAppAllItNeeds) {
  EXPECT_EQ(totp_uri(kSecret, "ada@ashdown.test", "Lodge"),
            "otpauth://totp/Lodge:ada%40ashdown.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lodge");
}

TEST(RecoveryCodes, AreTenAndAllDifferent) {
  const auto codes = new_recovery_codes();
  EXPECT_EQ(codes.size(), 10U);
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
  for (const auto& code : codes) EXPECT_EQ(code.size(), 29U) << code;
}

TEST(RecoveryCodes, AreReadAsPeopleTypeThem) {
  const auto code = new_recovery_codes().front();
  std::string typed;
  for (const char c : code) typed += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  EXPECT_EQ(parse_recovery_code(typed), code);
  EXPECT_EQ(parse_recovery_code(code.substr(1)), std::nullopt);
  EXPECT_EQ(parse_recovery_code("123456"), std::nullopt);
}

}  // namespace
}  // namespace lodge::core
