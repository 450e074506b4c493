#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// 256 secret bits.
using Key = std::array<std::uint8_t, 32>;
using Sha256 = std::array<std::uint8_t, 32>;
using Sha1Mac = std::array<std::uint8_t, 20>;

/// The few primitives that core needs; host/crypto gives them. [any thread]
class Cipher {
 public:
  virtual ~Cipher() = default;
  /// AES-256-GCM under a fresh random 96-bit nonce: base64 of nonce, ciphertext and tag. `aad` says where the text
  /// belongs (table, column, row, key version), so that it opens nowhere else.
  virtual std::string seal(const Key& key, std::string_view aad, std::string_view clear) const = 0;
  /// Nothing when one bit of `sealed`, `aad` or the key is another than it was.
  virtual std::optional<std::string> open(const Key& key, std::string_view aad, std::string_view sealed) const = 0;
  /// HKDF-SHA256 (RFC 5869) without salt; another `purpose` gives another key.
  virtual Key derive(const Key& from, std::string_view purpose) const = 0;
  virtual Sha256 sha256(std::string_view text) const = 0;
  virtual Sha256 mac(const Key& key, std::string_view text) const = 0;            ///< HMAC-SHA256
  virtual Sha1Mac sha1_mac(std::string_view key, std::string_view text) const = 0;  ///< HMAC-SHA1, for RFC 6238 only
};

}  // namespace lodge::core
