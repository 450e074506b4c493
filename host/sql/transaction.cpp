#include "sql/transaction.h"

#include "sql/faults.h"

namespace lodge::sql {
namespace {

std::size_t size_of(const Bind& bind) {
  const auto* text = std::get_if<std::string>(&bind.cell());
  return text ? text->size() + 3 : 21;
}

std::string with_values(std::string_view into, std::size_t columns, std::size_t rows) {
  std::string row = "(?";
  for (std::size_t i = 1; i < columns; ++i) row += ",?";
  row += ')';
  std::string text(into);
  text.reserve(into.size() + 8 + rows * (row.size() + 1));
  text += " values ";
  for (std::size_t i = 0; i < rows; ++i) {
    if (i > 0) text += ',';
    text += row;
  }
  return text;
}

}  // namespace

template <class Work>
auto SqlTransaction::guarded(Work&& work) {
  check_sound();
  try {
    return work();
  } catch (const Unavailable& failure) {
    failure_ = std::current_exception();
    for_now_ = dynamic_cast<const Again*>(&failure) != nullptr;
    throw;
  }
}

void SqlTransaction::check_sound() const {
  if (failure_) std::rethrow_exception(failure_);
}

std::int64_t SqlTransaction::execute(std::string_view sql, std::span<const Bind> binds) {
  return guarded([&] { return session_.execute(sql, binds); });
}

void SqlTransaction::fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types,
                           const std::function<void(std::span<const Cell>)>& each_row) {
  guarded([&] { session_.fetch(sql, binds, types, each_row); });
}

void SqlTransaction::insert_rows(std::string_view into, std::size_t columns, std::span<const Bind> values) {
  LODGE_CHECK(columns > 0 && values.size() % columns == 0);
  if (values.empty()) return;
  const bool at_once = rows_that_fit(columns, values) * columns == values.size();
  guarded([&] { at_once ? insert_some(into, columns, values) : insert_in_steps(into, columns, values); });
}

void SqlTransaction::insert_some(std::string_view into, std::size_t columns, std::span<const Bind> values) {
  session_.execute(with_values(into, columns, values.size() / columns), values);
}

/// A duplicate in the second statement must undo the first one too, and nothing else.
void SqlTransaction::insert_in_steps(std::string_view into, std::size_t columns, std::span<const Bind> values) {
  session_.execute("savepoint lodge_rows");
  try {
    while (!values.empty()) {
      const auto cells = rows_that_fit(columns, values) * columns;
      insert_some(into, columns, values.first(cells));
      values = values.subspan(cells);
    }
  } catch (const Unavailable&) {
    throw;
  } catch (...) {
    session_.execute("rollback to lodge_rows");
    session_.execute("release savepoint lodge_rows");
    throw;
  }
  session_.execute("release savepoint lodge_rows");
}

/// At least one, so that a single huge row is tried and refused by the engine itself.
std::size_t SqlTransaction::rows_that_fit(std::size_t columns, std::span<const Bind> values) const {
  const auto most = std::max<std::size_t>(1, std::min(limits_.rows, limits_.parameters / columns));
  std::size_t rows = 0, bytes = 0;
  while (rows < most && rows * columns < values.size()) {
    for (const auto& bind : values.subspan(rows * columns, columns)) bytes += size_of(bind);
    if (rows > 0 && bytes > limits_.bytes) break;
    ++rows;
  }
  return rows;
}

}  // namespace lodge::sql
