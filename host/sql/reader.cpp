#include "sql/reader.h"

#include "sql/faults.h"

namespace lodge::sql {

void SqlReader::fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types,
                      const std::function<void(std::span<const Cell>)>& each_row) {
  try {
    return lease_.session().fetch(sql, binds, types, each_row);
  } catch (const ConnectionLost&) {
    lease_.discard();
  }
  try {
    lease_.session().fetch(sql, binds, types, each_row);
  } catch (const ConnectionLost&) {
    lease_.discard();
    throw;
  }
}

}  // namespace lodge::sql
