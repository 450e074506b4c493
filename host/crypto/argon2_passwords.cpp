#include "crypto/argon2_passwords.h"

#include "core/encoding.h"
#include "crypto/phc.h"

#include <argon2.h>
#include <lodge/errors.h>
#include <zxcvbn.h>

#include <vector>

namespace lodge::crypto {
namespace {

constexpr std::uint32_t kMemoryKib = 19456, kPasses = 2, kLanes = 1;
constexpr std::size_t kSaltSize = 16, kHashSize = 32;
constexpr std::size_t kLongestJudged = 100;  // zxcvbn's time grows with the square

void run(Phc& phc, std::string_view password) {
  const int result = argon2id_hash_raw(phc.passes, phc.memory_kib, phc.lanes, password.data(), password.size(),
                                       phc.salt.data(), phc.salt.size(), phc.hash.data(), phc.hash.size());
  if (result != ARGON2_OK) throw Unavailable("no memory to check a password");
}

Phc of_today() {
  return {kMemoryKib, kPasses, kLanes, core::random_bytes(kSaltSize), std::string(kHashSize, '\0')};
}

}  // namespace

/// One of the few places where a hash may run.
class Argon2Passwords::Turn {
 public:
  explicit Turn(Argon2Passwords& owner) : owner_(owner) {
    std::unique_lock lock(owner.mutex_);
    if (owner.waiting_ >= owner.limits_.waiting) throw Unavailable("too many people sign in at once");
    ++owner.waiting_;
    const bool free = owner.freed_.wait_for(lock, owner.limits_.patience,
                                            [&] { return owner.running_ < owner.limits_.at_once; });
    --owner.waiting_;
    if (!free) throw Unavailable("too many people sign in at once");
    ++owner.running_;
  }
  ~Turn() {
    const std::lock_guard lock(owner_.mutex_);
    --owner_.running_;
    owner_.freed_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Argon2Passwords& owner_;
};

std::string Argon2Passwords::hash(std::string_view password) {
  const Turn turn(*this);
  auto phc = of_today();
  run(phc, password);
  return phc.text();
}

core::Passwords::Match Argon2Passwords::check(std::string_view password, std::string_view hash) {
  const Turn turn(*this);
  const auto wanted = Phc::parse(hash);
  auto tried = wanted.value_or(of_today());
  run(tried, password);
  if (!wanted || !core::equal_in_constant_time(tried.hash, wanted->hash)) return Match::wrong;
  return wanted->strong_enough() ? Match::right : Match::right_but_weaker_than_today;
}

double Argon2Passwords::guessing_bits(std::string_view password, std::span<const std::string> known_words) const {
  std::vector<const char*> words;
  for (const auto& word : known_words) words.push_back(word.c_str());
  words.push_back(nullptr);
  const std::string judged(password.substr(0, kLongestJudged));
  return ZxcvbnMatch(judged.c_str(), words.data(), nullptr);
}

}  // namespace lodge::crypto
