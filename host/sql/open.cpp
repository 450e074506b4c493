#include "sql/open.h"

#include "sql/mariadb_database.h"
#include "sql/sqlite_database.h"

namespace lodge {

std::unique_ptr<Database> open_database(const DatabaseAddress& address) {
  if (address.engine == Engine::mariadb) return std::make_unique<sql::MariadbDatabase>(address);
  return std::make_unique<sql::SqliteDatabase>(address);
}

}  // namespace lodge
