#include "crypto/openssl_cipher.h"

#include "core/base64.h"
#include "core/encoding.h"

#include <lodge/errors.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace lodge::crypto {
namespace {

constexpr std::size_t kNonceSize = 12, kTagSize = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Context new_context() {
  Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  LODGE_CHECK(context != nullptr);
  return context;
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

int size_of(std::string_view text) {
  LODGE_CHECK(text.size() < (1U << 30U));
  return static_cast<int>(text.size());
}

template <std::size_t Size>
std::array<std::uint8_t, Size> hmac(const EVP_MD* digest, std::string_view key, std::string_view text) {
  std::array<std::uint8_t, Size> result{};
  unsigned size = Size;
  LODGE_CHECK(HMAC(digest, key.data(), size_of(key), bytes(text), text.size(), result.data(), &size) != nullptr);
  LODGE_CHECK(size == Size);
  return result;
}

}  // namespace

void OpensslCipher::Free::operator()(evp_cipher_st* cipher) const { EVP_CIPHER_free(cipher); }

OpensslCipher::OpensslCipher() : aes_(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)) {
  LODGE_CHECK(aes_ != nullptr);
}

OpensslCipher::~OpensslCipher() = default;

std::string OpensslCipher::seal(const core::Key& key, std::string_view aad, std::string_view clear) const {
  const auto context = new_context();
  auto sealed = core::random_bytes(kNonceSize);
  sealed.resize(kNonceSize + clear.size() + kTagSize);
  int written = 0;
  auto* const out = bytes(sealed);
  LODGE_CHECK(EVP_EncryptInit_ex2(context.get(), aes_.get(), key.data(), out, nullptr) == 1);
  LODGE_CHECK(EVP_EncryptUpdate(context.get(), nullptr, &written, bytes(aad), size_of(aad)) == 1);
  LODGE_CHECK(EVP_EncryptUpdate(context.get(), out + kNonceSize, &written, bytes(clear), size_of(clear)) == 1);
  LODGE_CHECK(EVP_EncryptFinal_ex(context.get(), out + kNonceSize + written, &written) == 1);
  LODGE_CHECK(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagSize, out + kNonceSize + clear.size()) == 1);
  return core::base64(sealed);
}

std::optional<std::string> OpensslCipher::open(const core::Key& key, std::string_view aad,
                                               std::string_view sealed) const {
  auto whole = core::from_base64(sealed);
  if (!whole || whole->size() < kNonceSize + kTagSize) return std::nullopt;
  const auto context = new_context();
  const auto size = whole->size() - kNonceSize - kTagSize;
  auto* const in = bytes(*whole);
  std::string clear(size, '\0');
  int written = 0;
  LODGE_CHECK(EVP_DecryptInit_ex2(context.get(), aes_.get(), key.data(), in, nullptr) == 1);
  LODGE_CHECK(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, in + kNonceSize + size) == 1);
  if (EVP_DecryptUpdate(context.get(), nullptr, &written, bytes(aad), size_of(aad)) != 1 ||
      EVP_DecryptUpdate(context.get(), bytes(clear), &written, in + kNonceSize, static_cast<int>(size)) != 1 ||
      EVP_DecryptFinal_ex(context.get(), bytes(clear) + written, &written) != 1)
    return std::nullopt;
  return clear;
}

core::Key OpensslCipher::derive(const core::Key& from, std::string_view purpose) const {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(kdf.get()),
                                                                          EVP_KDF_CTX_free);
  LODGE_CHECK(context != nullptr);
  std::string digest = "SHA256", info(purpose), secret(core::as_text(from));
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), secret.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()), OSSL_PARAM_construct_end()};
  core::Key result{};
  LODGE_CHECK(EVP_KDF_derive(context.get(), result.data(), result.size(), parameters) == 1);
  OPENSSL_cleanse(secret.data(), secret.size());
  return result;
}

core::Sha256 OpensslCipher::sha256(std::string_view text) const {
  core::Sha256 result{};
  unsigned size = result.size();
  LODGE_CHECK(EVP_Digest(text.data(), text.size(), result.data(), &size, EVP_sha256(), nullptr) == 1);
  return result;
}

core::Sha256 OpensslCipher::mac(const core::Key& key, std::string_view text) const {
  return hmac<32>(EVP_sha256(), core::as_text(key), text);
}

core::Sha1Mac OpensslCipher::sha1_mac(std::string_view key, std::string_view text) const {
  return hmac<20>(EVP_sha1(), key, text);
}

}  // namespace lodge::crypto
