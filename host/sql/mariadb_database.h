#pragma once
#include "sql/address.h"
#include "sql/commit_mark.h"
#include "sql/pool.h"

#include <lodge/database.h>

namespace lodge::sql {

/// A store in one MariaDB schema. Each write is a transaction of its own, run again as a whole when the server
/// says so. [any thread]
class MariadbDatabase : public Database {
 public:
  /// @throws Unavailable
  explicit MariadbDatabase(const DatabaseAddress& address);

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override;
  void run_write(const std::function<bool(Transaction&)>& closure) override;

 private:
  using Writers = Pool<MarkedSession>;
  enum class Outcome { done, again };
  Outcome try_write(Writers::Lease& lease, const std::function<bool(Transaction&)>& closure, std::vector<std::function<void()>>& after);
  Outcome try_commit(Writers::Lease& lease);
  void roll_back(Writers::Lease& lease);

  DatabaseAddress address_;
  Pool<Session> readers_;
  Writers writers_;
};

}  // namespace lodge::sql
