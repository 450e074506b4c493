#include "sql/changes.h"

#include "sql/sqlite_database.h"

namespace lodge {

std::optional<std::int64_t> foreign_writes(Database& database) {
  auto* sqlite = dynamic_cast<sql::SqliteDatabase*>(&database);
  return sqlite ? std::optional(sqlite->foreign_writes()) : std::nullopt;
}

}  // namespace lodge
