#include "core/privacy/keyring.h"

#include "core/encoding.h"
#include "core/privacy/store.h"

#include <lodge/errors.h>

#include <algorithm>
#include <charconv>
#include <mutex>

namespace lodge::core {
namespace {

constexpr std::string_view kWrapping = "person keys";
constexpr int kTries = 3;

std::string place_of_key(PersonId person, std::int64_t version) {
  return "person_key|wrapped|" + person.text() + "|" + std::to_string(version);
}

std::string bound_to(std::string_view place, PersonId author, std::int64_t version) {
  std::string aad(place);
  aad.append("|").append(author.text()).append("|").append(std::to_string(version));
  return aad;
}

struct Sealed {
  std::int64_t version = 0;
  std::string_view text;
};

Sealed split(std::string_view whole) {
  Sealed sealed;
  const auto dot = whole.find('.');
  LODGE_CHECK(dot != std::string_view::npos);
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + dot, sealed.version);
  LODGE_CHECK(error == std::errc() && end == whole.data() + dot);
  sealed.text = whole.substr(dot + 1);
  return sealed;
}

Key to_key(std::string_view bytes) {
  Key key{};
  LODGE_CHECK(bytes.size() == key.size());
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

}  // namespace

std::string Keyring::seal(SiteId site, PersonId author, std::string_view place, std::string_view text) {
  const auto held = present_key(site, author);
  const auto sealed = site_keys_.cipher().seal(*held.key, bound_to(place, author, held.version), text);
  return std::to_string(held.version) + "." + sealed;
}

std::optional<std::string> Keyring::open(SiteId site, PersonId author, std::string_view place,
                                         std::string_view sealed) {
  const auto [version, text] = split(sealed);
  const auto key = held(site, author, version);
  if (!key || !key->key) return std::nullopt;
  auto clear = site_keys_.cipher().open(*key->key, bound_to(place, author, version), text);
  LODGE_CHECK(clear.has_value());  // somebody changed or moved it
  return clear;
}

void Keyring::ensure_keys(SiteId site, std::span<const PersonId> people) {
  for (int tries = 0; !try_to_make_keys(site, people); ++tries)
    if (tries == kTries) throw Unavailable("another host makes keys for the same people again and again");
  refresh(site);
}

// Keys are made before the write, which may run more than once.
bool Keyring::try_to_make_keys(SiteId site, std::span<const PersonId> people) {
  auto& vault = vaults_.vault(site);
  std::unordered_map<PersonId, WrappedKey> newest;
  for (auto& key : vault.read([](Reader& reader) { return load_keys(reader); })) newest[key.person] = std::move(key);
  const auto wrapping = site_keys_.of_site(site, kWrapping);
  std::unordered_map<PersonId, WrappedKey> made;
  for (const auto& person : people) {
    const auto last = newest.find(person);
    if (last != newest.end() && !last->second.wrapped.empty()) continue;
    const auto version = last == newest.end() ? 1 : last->second.version + 1;
    made[person] = {person, version, site_keys_.cipher().seal(wrapping, place_of_key(person, version), random_bytes(32))};
  }
  if (made.empty()) return true;
  std::vector<WrappedKey> rows;
  for (auto& [person, key] : made) rows.push_back(std::move(key));
  try {
    vault.write([&](Transaction& transaction) { insert_keys(transaction, rows); });
  } catch (const DuplicateKey&) {
    return false;
  }
  return true;
}

void Keyring::destroy_key(SiteId site, PersonId person) {
  auto& vault = vaults_.vault(site);
  vault.write([&](Transaction& transaction) { destroy_keys_of(transaction, person); });
  remember(site, person, vault.read([&](Reader& reader) { return load_keys_of(reader, person); }));
}

void Keyring::refresh(SiteId site) {
  const auto keys = vaults_.vault(site).read([](Reader& reader) { return load_keys(reader); });
  const auto wrapping = site_keys_.of_site(site, kWrapping);
  People people;
  for (const auto& key : keys) people[key.person].push_back(unwrapped(wrapping, key));
  const std::unique_lock lock(mutex_);
  sites_[site] = std::move(people);
}

Keyring::Held Keyring::present_key(SiteId site, PersonId person) {
  auto key = held(site, person, std::nullopt);
  for (int tries = 0; (!key || !key->key) && tries < kTries; ++tries) {
    try_to_make_keys(site, {&person, 1});
    remember(site, person, vaults_.vault(site).read([&](Reader& reader) { return load_keys_of(reader, person); }));
    key = held(site, person, std::nullopt);
  }
  if (!key || !key->key) throw Unavailable("no data key could be made");
  return *key;
}

// A miss is looked up, since another host may have made the key a moment ago.
std::optional<Keyring::Held> Keyring::held(SiteId site, PersonId person, std::optional<std::int64_t> version) {
  bool site_known = false;
  auto key = find(site, person, version, site_known);
  if (key) return key;
  if (site_known)
    remember(site, person, vaults_.vault(site).read([&](Reader& reader) { return load_keys_of(reader, person); }));
  else
    refresh(site);
  return find(site, person, version, site_known);
}

std::optional<Keyring::Held> Keyring::find(SiteId site, PersonId person, std::optional<std::int64_t> version,
                                           bool& site_known) const {
  const std::shared_lock lock(mutex_);
  const auto people = sites_.find(site);
  site_known = people != sites_.end();
  if (!site_known) return std::nullopt;
  const auto keys = people->second.find(person);
  if (keys == people->second.end() || keys->second.empty()) return std::nullopt;
  if (!version) return keys->second.back();
  const auto one = std::ranges::find(keys->second, *version, &Held::version);
  return one == keys->second.end() ? std::nullopt : std::optional(*one);
}

void Keyring::remember(SiteId site, PersonId person, const std::vector<WrappedKey>& wrapped) {
  const auto wrapping = site_keys_.of_site(site, kWrapping);
  std::vector<Held> keys;
  for (const auto& key : wrapped) keys.push_back(unwrapped(wrapping, key));
  const std::unique_lock lock(mutex_);
  if (keys.empty())
    sites_[site].erase(person);
  else
    sites_[site][person] = std::move(keys);
}

Keyring::Held Keyring::unwrapped(const Key& wrapping, const WrappedKey& key) const {
  if (key.wrapped.empty()) return {key.version, std::nullopt};
  const auto bytes = site_keys_.cipher().open(wrapping, place_of_key(key.person, key.version), key.wrapped);
  LODGE_CHECK(bytes.has_value());  // the vault belongs to another root key, or was changed
  return {key.version, to_key(*bytes)};
}

}  // namespace lodge::core
