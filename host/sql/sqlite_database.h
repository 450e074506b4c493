#pragma once
#include "sql/group_writer.h"
#include "sql/pool.h"

#include <lodge/database.h>

namespace lodge::sql {

/// A store in one SQLite file: many readers, one writer thread. [any thread]
class SqliteDatabase : public Database {
 public:
  /// @throws Unavailable
  explicit SqliteDatabase(const DatabaseAddress& address);
  std::int64_t foreign_writes() { return writer_.data_version(); }

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override;
  void run_write(const std::function<bool(Transaction&)>& closure) override { writer_.write(closure); }

 private:
  GroupWriter writer_;  // first, as it makes the file
  Pool<Session> readers_;
};

}  // namespace lodge::sql
