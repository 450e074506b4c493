#include "contract/engines.h"

#include "core/privacy/keyring.h"
#include "crypto/openssl_cipher.h"

#include <gtest/gtest.h>

#include <chrono>

namespace lodge::test {
namespace {

using core::Keyring;

struct OneVault : core::Vaults {
  explicit OneVault(Database& only) : only_(only) {}
  Database& vault(SiteId) override { return only_; }
  Database& only_;
};

class PrivacyContract : public OnBothEngines {
 protected:
  Keyring new_keyring() { return Keyring(vaults_, keys_); }

  crypto::OpensslCipher cipher_;
  core::SiteKeys keys_{cipher_, core::Key{1, 2, 3}};
  OneVault vaults_{vault()};
  SiteId site_ = SiteId::random();
  PersonId maya_ = PersonId::random(), leo_ = PersonId::random();
};

TEST_P(PrivacyContract, OpensWhatAnotherHostSealed) {
  auto here = new_keyring(), there = new_keyring();
  const auto sealed = here.seal(site_, maya_, "note.text.1", "Zażółć");
  EXPECT_EQ(there.open(site_, maya_, "note.text.1", sealed), "Zażółć");
  EXPECT_EQ(sealed.find("Zażółć"), std::string::npos);
}

TEST_P(PrivacyContract, GivesEachPersonAKeyOfTheirOwn) {
  auto keyring = new_keyring();
  const auto sealed = keyring.seal(site_, maya_, "note.text.1", "x");
  keyring.seal(site_, leo_, "note.text.1", "x");
  EXPECT_DEATH(keyring.open(site_, leo_, "note.text.1", sealed), "broken promise");
  EXPECT_DEATH(keyring.open(site_, maya_, "note.text.2", sealed), "broken promise");
}

TEST_P(PrivacyContract, ForgetsAPersonWhoseKeyIsDestroyed) {
  auto keyring = new_keyring(), elsewhere = new_keyring();
  const auto sealed = keyring.seal(site_, maya_, "note.text.1", "x");
  const auto of_leo = keyring.seal(site_, leo_, "note.text.2", "y");
  EXPECT_EQ(elsewhere.open(site_, maya_, "note.text.1", sealed), "x");
  keyring.destroy_key(site_, maya_);
  EXPECT_EQ(keyring.open(site_, maya_, "note.text.1", sealed), std::nullopt);
  EXPECT_EQ(new_keyring().open(site_, maya_, "note.text.1", sealed), std::nullopt);
  EXPECT_EQ(keyring.open(site_, leo_, "note.text.2", of_leo), "y");
  elsewhere.refresh(site_);
  EXPECT_EQ(elsewhere.open(site_, maya_, "note.text.1", sealed), std::nullopt);
}

TEST_P(PrivacyContract, SealsAnewUnderANewKeyAfterAnErasure) {
  auto keyring = new_keyring();
  const auto before = keyring.seal(site_, maya_, "note.text.1", "old");
  keyring.destroy_key(site_, maya_);
  const auto after = keyring.seal(site_, maya_, "note.text.2", "new");
  EXPECT_EQ(keyring.open(site_, maya_, "note.text.2", after), "new");
  EXPECT_EQ(keyring.open(site_, maya_, "note.text.1", before), std::nullopt);
}

TEST_P(PrivacyContract, KnowsNothingOfAPersonWithoutAKey) {
  EXPECT_EQ(new_keyring().open(site_, maya_, "note.text.1", "1.AAAA"), std::nullopt);
}

TEST_P(PrivacyContract, MakesTheKeysOfAWholeSchoolInOneWrite) {
  std::vector<PersonId> people(3300);
  for (auto& person : people) person = PersonId::random();
  auto keyring = new_keyring();
  const auto start = std::chrono::steady_clock::now();
  keyring.ensure_keys(site_, people);
  keyring.ensure_keys(site_, people);
  const std::chrono::duration<double, std::milli> made = std::chrono::steady_clock::now() - start;
  std::vector<std::string> sealed;
  for (const auto& person : people) sealed.push_back(keyring.seal(site_, person, "p", "Maya"));
  auto fresh = new_keyring();
  for (std::size_t i = 0; i < people.size(); ++i) ASSERT_EQ(fresh.open(site_, people[i], "p", sealed[i]), "Maya");
  RecordProperty("made_ms", std::to_string(made.count()));
}

LODGE_ON_BOTH_ENGINES(PrivacyContract);

}  // namespace
}  // namespace lodge::test
