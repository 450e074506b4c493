#pragma once
#include <lodge/database.h>

#include <string>
#include <vector>

namespace lodge::core {

/// One row of a vault's person_key.
struct WrappedKey {
  PersonId person;
  std::int64_t version;
  std::string wrapped;  ///< empty: destroyed
};

std::vector<WrappedKey> load_keys(Reader& reader);
std::vector<WrappedKey> load_keys_of(Reader& reader, PersonId person);
/// Sorted by person here. @throws DuplicateKey when somebody made one of them meanwhile.
void insert_keys(Transaction& transaction, std::vector<WrappedKey> keys);
void destroy_keys_of(Transaction& transaction, PersonId person);

}  // namespace lodge::core
