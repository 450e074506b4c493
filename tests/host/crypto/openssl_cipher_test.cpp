#include "crypto/openssl_cipher.h"

#include "core/base64.h"
#include "core/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace lodge::crypto {
namespace {

using core::as_text;
using core::to_hex;

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

core::Key key_of(std::string_view hex) {
  const auto bytes = from_hex(hex);
  core::Key key{};
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

TEST(OpensslCipher, OpensTheGcmTestVectorOfNist) {
  // Test case 16 of McGrew and Viega's GCM specification, which SP 800-38D names: AES-256 with associated data.
  const auto key = key_of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const auto sealed = from_hex(
      "cafebabefacedbaddecaf888"
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
      "76fc6ece0f4e1768cddf8853bb2d551b");
  const auto clear = OpensslCipher().open(key, from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), core::base64(sealed));
  ASSERT_TRUE(clear.has_value());
  EXPECT_EQ(to_hex(*clear),
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}

TEST(OpensslCipher, MakesTheHmacOfRfc4231) {
  core::Key key{};
  key.fill(0x0b);  // its 20 bytes, and zeros, which HMAC pads with anyway
  std::fill(key.begin() + 20, key.end(), std::uint8_t{0});
  EXPECT_EQ(to_hex(as_text(OpensslCipher().mac(key, "Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(OpensslCipher, MakesTheSha256OfFips180) {
  EXPECT_EQ(to_hex(as_text(OpensslCipher().sha256("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(OpensslCipher, MakesTheSha1MacOfRfc2202) {
  EXPECT_EQ(to_hex(as_text(OpensslCipher().sha1_mac("Jefe", "what do ya want for nothing?"))),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST(OpensslCipher, DerivesAsRfc5869Says) {
  const OpensslCipher cipher;
  core::Key root{};
  root.fill(0x0b);
  const auto extracted = cipher.mac(core::Key{}, as_text(root));
  EXPECT_EQ(cipher.derive(root, "purpose"), cipher.mac(extracted, "purpose\x01"));
}

TEST(OpensslCipher, DerivesAnotherKeyForAnotherPurpose) {
  const OpensslCipher cipher;
  core::Key root{};
  root.fill(7);
  EXPECT_EQ(cipher.derive(root, "a"), cipher.derive(root, "a"));
  EXPECT_NE(cipher.derive(root, "a"), cipher.derive(root, "b"));
  EXPECT_NE(cipher.derive(root, "a"), root);
}

TEST(OpensslCipher, OpensWhatItSealed) {
  const OpensslCipher cipher;
  const core::Key key{};
  for (const std::string text : {"", "a", "Zażółć gęślą jaźń", "a longer note about somebody's child"})
    EXPECT_EQ(cipher.open(key, "room_booking.purpose.1", cipher.seal(key, "room_booking.purpose.1", text)), text);
}

TEST(OpensslCipher, NeverSealsTwiceAlike) {
  const OpensslCipher cipher;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(cipher.seal(core::Key{}, "here", "Maya"));
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(OpensslCipher, RefusesAThousandMutations) {
  const OpensslCipher cipher;
  const core::Key key{};
  const auto sealed = *core::from_base64(cipher.seal(key, "here", "Maya has an appointment"));
  for (std::size_t i = 0; i < 1000; ++i) {
    auto changed = sealed;
    auto& byte = changed[i % changed.size()];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + i / changed.size()));
    EXPECT_FALSE(cipher.open(key, "here", core::base64(changed)).has_value()) << i;
  }
  for (std::size_t size = 0; size < sealed.size(); ++size)
    EXPECT_FALSE(cipher.open(key, "here", core::base64(sealed.substr(0, size))).has_value()) << size;
}

TEST(OpensslCipher, RefusesAnotherPlaceAndAnotherKey) {
  const OpensslCipher cipher;
  core::Key key{};
  const auto sealed = cipher.seal(key, "room_booking.purpose.1", "Maya");
  EXPECT_FALSE(cipher.open(key, "room_booking.purpose.2", sealed).has_value());
  key[31] = 1;
  EXPECT_FALSE(cipher.open(key, "room_booking.purpose.1", sealed).has_value());
}

}  // namespace
}  // namespace lodge::crypto
