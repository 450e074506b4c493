#pragma once
#include "sql/address.h"
#include "sql/migrate.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lodge::test {

/// What is in a store before its test begins: the migrations of its owners.
struct Part {
  std::string owner;
  std::vector<Migration> migrations;
};
using Recipe = std::vector<Part>;

/// Makes a file by copying one that was migrated once for this recipe.
void make_sqlite_file(const Recipe& recipe, const std::filesystem::path& file);

/// A MariaDB schema with the recipe's tables, as they are after the migrations. Making one costs a few fsyncs a
/// table, so schemas are emptied and lent again.
DatabaseAddress take_schema(const Recipe& recipe);
void give_back_schema(const Recipe& recipe, const std::string& schema, bool may_be_lent_again);

}  // namespace lodge::test
