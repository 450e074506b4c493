#include "core/privacy/store.h"

#include <algorithm>

namespace lodge::core {
namespace {

std::vector<WrappedKey> to_keys(std::vector<std::tuple<PersonId, std::int64_t, std::string>> rows) {
  std::vector<WrappedKey> keys;
  keys.reserve(rows.size());
  for (auto& [person, version, wrapped] : rows) keys.push_back({person, version, std::move(wrapped)});
  return keys;
}

}  // namespace

constexpr auto kLoadKeys = "select person, version, wrapped from person_key order by person, version";

std::vector<WrappedKey> load_keys(Reader& reader) {
  return to_keys(reader.rows<PersonId, std::int64_t, std::string>(kLoadKeys));
}

constexpr auto kLoadKeysOf = "select person, version, wrapped from person_key where person = ? order by version";

std::vector<WrappedKey> load_keys_of(Reader& reader, PersonId person) {
  return to_keys(reader.rows<PersonId, std::int64_t, std::string>(kLoadKeysOf, {person}));
}

constexpr auto kInsertKeys = "insert into person_key (person, version, wrapped)";

void insert_keys(Transaction& transaction, std::vector<WrappedKey> keys) {
  std::ranges::sort(keys, {}, &WrappedKey::person);
  std::vector<Bind> values;
  values.reserve(keys.size() * 3);
  for (auto& key : keys) {
    values.emplace_back(key.person);
    values.emplace_back(key.version);
    values.emplace_back(std::move(key.wrapped));
  }
  transaction.insert_rows(kInsertKeys, 3, values);
}

constexpr auto kDestroyKeysOf = "update person_key set wrapped = '' where person = ?";

void destroy_keys_of(Transaction& transaction, PersonId person) { transaction.execute(kDestroyKeysOf, {person}); }

}  // namespace lodge::core
