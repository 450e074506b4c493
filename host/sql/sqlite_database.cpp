#include "sql/sqlite_database.h"

#include "sql/reader.h"
#include "sql/sqlite_session.h"

namespace lodge::sql {

SqliteDatabase::SqliteDatabase(const DatabaseAddress& address)
    : writer_(address), readers_(address.pool, address.lease_timeout, [address] { return open_sqlite(address, Access::read); }) {}

void SqliteDatabase::run_read(const std::function<void(Reader&)>& closure) {
  auto lease = readers_.lease();
  SqlReader reader(lease);
  closure(reader);
}

}  // namespace lodge::sql
