#pragma once
#include "sql/pool.h"
#include "sql/session.h"

#include <lodge/database.h>

namespace lodge::sql {

/// Reads through a leased session. A session that died while it lay idle is replaced unseen: no row of the
/// statement had been handed out, as SOCI gets the whole answer first. [one thread]
class SqlReader : public Reader {
 public:
  explicit SqlReader(Pool<Session>::Lease& lease) : lease_(lease) {}

 protected:
  void fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types,
             const std::function<void(std::span<const Cell>)>& each_row) override;

 private:
  Pool<Session>::Lease& lease_;
};

}  // namespace lodge::sql
