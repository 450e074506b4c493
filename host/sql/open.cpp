#include "sql/open.h"

#include "sql/sqlite_database.h"

namespace lodge {

std::unique_ptr<Database> open_database(const DatabaseAddress& address) {
  if (address.engine == Engine::mariadb) throw Unavailable("MariaDB is not built in yet");
  return std::make_unique<sql::SqliteDatabase>(address);
}

}  // namespace lodge
