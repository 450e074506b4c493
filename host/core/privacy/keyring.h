#pragma once
#include "core/privacy/site_keys.h"
#include "core/privacy/vaults.h"

#include <lodge/privacy.h>

#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

namespace lodge::core {

struct WrappedKey;

/// The data keys of all people, kept in memory once read. A sealed text is "VERSION.BASE64"; what binds it to its
/// place is the place, its author and the key's version. [any thread]
class Keyring final : public Privacy {
 public:
  Keyring(Vaults& vaults, const SiteKeys& keys) : vaults_(vaults), site_keys_(keys) {}

  std::string seal(SiteId site, PersonId author, std::string_view place, std::string_view text) override;
  std::optional<std::string> open(SiteId site, PersonId author, std::string_view place,
                                  std::string_view sealed) override;

  /// Makes a key for each of `people` who has none, in one write: before an import seals thousands of names.
  /// @throws Unavailable
  void ensure_keys(SiteId site, std::span<const PersonId> people);
  /// Erases the person: nothing sealed under the key opens again, here at once, on another host after its next
  /// `refresh`. Whatever is sealed for the person later has a new key. @throws Unavailable
  void destroy_key(SiteId site, PersonId person);
  /// Reads all keys of the site anew, so that what another host destroyed is forgotten here too; once a minute.
  /// @throws Unavailable
  void refresh(SiteId site);

 private:
  struct Held {
    std::int64_t version;
    std::optional<Key> key;  // nothing when destroyed
  };
  using People = std::unordered_map<PersonId, std::vector<Held>>;

  Held present_key(SiteId site, PersonId person);
  std::optional<Held> held(SiteId site, PersonId person, std::optional<std::int64_t> version);
  std::optional<Held> find(SiteId site, PersonId person, std::optional<std::int64_t> version, bool& site_known) const;
  void remember(SiteId site, PersonId person, const std::vector<WrappedKey>& wrapped);
  Held unwrapped(const Key& wrapping, const WrappedKey& key) const;
  bool try_to_make_keys(SiteId site, std::span<const PersonId> people);

  Vaults& vaults_;
  const SiteKeys& site_keys_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<SiteId, People> sites_;
};

}  // namespace lodge::core
