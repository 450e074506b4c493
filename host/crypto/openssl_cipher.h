#pragma once
#include "core/privacy/cipher.h"

#include <memory>

struct evp_cipher_st;

namespace lodge::crypto {

/// OpenSSL's AES-256-GCM, HKDF, SHA-256 and HMAC. One for the process; made at start. [any thread]
class OpensslCipher final : public core::Cipher {
 public:
  OpensslCipher();
  ~OpensslCipher() override;
  std::string seal(const core::Key& key, std::string_view aad, std::string_view clear) const override;
  std::optional<std::string> open(const core::Key& key, std::string_view aad, std::string_view sealed) const override;
  core::Key derive(const core::Key& from, std::string_view purpose) const override;
  core::Sha256 sha256(std::string_view text) const override;
  core::Sha256 mac(const core::Key& key, std::string_view text) const override;
  core::Sha1Mac sha1_mac(std::string_view key, std::string_view text) const override;

 private:
  struct Free {
    void operator()(evp_cipher_st* cipher) const;
  };
  std::unique_ptr<evp_cipher_st, Free> aes_;  // fetched once: a fetch costs more than a short seal
};

}  // namespace lodge::crypto
