#pragma once
#include "sql/address.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// One step of a schema, as its file says it: NNNN_name.sql. Statements end with `;` at a line's end, comment
/// lines begin with `--`, and {id} {text} {name} {key} {table} stand for what the engine calls them.
struct Migration {
  std::int64_t number;
  std::string name;
  std::string text;
};

/// The migrations of a folder by number; a sentence if a file's name, or the folder, is not as it should be.
std::expected<std::vector<Migration>, std::string> read_migrations(const std::filesystem::path& folder);

/// Brings the part of the store that belongs to `owner` ("host", or a plugin's name) up to date, and answers
/// the names of what it ran. Forward only; each is recorded with its digest. Refuses, with a sentence for the
/// technician, a file that was edited after it ran, a database that a newer program has migrated, and a gap.
/// On SQLite all of it happens or nothing. MariaDB commits each DDL statement by itself: there every statement
/// is recorded as it is done, and a migration that was cut short goes on where it stopped.
/// Two processes may call this at once; one waits. Call it before the store is used.
/// @throws Unavailable, or BrokenStatement (sql/faults.h) for a migration that the engine does not take.
std::expected<std::vector<std::string>, std::string> migrate(const DatabaseAddress& address, std::string_view owner,
                                                             const std::vector<Migration>& migrations);
std::expected<std::vector<std::string>, std::string> migrate(const DatabaseAddress& address, std::string_view owner,
                                                             const std::filesystem::path& folder);

}  // namespace lodge
