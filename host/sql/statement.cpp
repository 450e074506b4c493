#include "sql/statement.h"

#include "core/utf8.h"
#include "sql/faults.h"
#include "sql/placeholders.h"

namespace lodge::sql {
namespace {

bool is_text(const Bind& bind) { return std::holds_alternative<std::string>(bind.cell()); }
bool is_null(const Bind& bind) { return std::holds_alternative<std::nullptr_t>(bind.cell()); }

}  // namespace

Statement::Statement(soci::session& session, std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> columns)
    : statement_(session) {
  const auto named = name_placeholders(sql);
  if (named.parameters != binds.size()) throw BrokenStatement("wrong number of parameters for: " + std::string(sql.substr(0, 300)));
  for (const auto& bind : binds) parameters_.push_back({.type = is_text(bind) ? ColumnType::text : ColumnType::integer, .text = {}});
  for (const auto type : columns) columns_.push_back({.type = type, .text = {}});
  statement_.alloc();
  bind_slots();
  statement_.prepare(named.text);
  statement_.define_and_bind();
}

void Statement::bind_slots() {
  for (auto& slot : parameters_) {
    if (slot.type == ColumnType::text) {
      statement_.exchange(soci::use(slot.text, slot.indicator));
    } else {
      statement_.exchange(soci::use(slot.integer, slot.indicator));
    }
  }
  for (auto& slot : columns_) {
    if (slot.type == ColumnType::text) {
      statement_.exchange(soci::into(slot.text, slot.indicator));
    } else {
      statement_.exchange(soci::into(slot.integer, slot.indicator));
    }
  }
}

bool Statement::fits(std::span<const Bind> binds, std::span<const ColumnType> columns) const {
  if (binds.size() != parameters_.size() || columns.size() != columns_.size()) return false;
  for (std::size_t i = 0; i < binds.size(); ++i) {
    if (!is_null(binds[i]) && is_text(binds[i]) != (parameters_[i].type == ColumnType::text)) return false;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] != columns_[i].type) return false;
  }
  return true;
}

void Statement::fill(std::span<const Bind> binds) {
  for (std::size_t i = 0; i < binds.size(); ++i) {
    auto& slot = parameters_[i];
    slot.indicator = is_null(binds[i]) ? soci::i_null : soci::i_ok;
    if (const auto* text = std::get_if<std::string>(&binds[i].cell())) {
      // MariaDB refuses it; SQLite would keep it, and hand it to a page one day.
      if (!core::is_utf8(*text)) throw BrokenStatement("a text that is not UTF-8 was bound");
      slot.text = *text;
    }
    if (const auto* integer = std::get_if<std::int64_t>(&binds[i].cell())) slot.integer = *integer;
  }
}

std::int64_t Statement::execute(std::span<const Bind> binds) {
  fill(binds);
  statement_.execute(true);
  return statement_.get_affected_rows();
}

void Statement::fetch(std::span<const Bind> binds, const std::function<void(std::span<const Cell>)>& each_row) {
  fill(binds);
  std::vector<Cell> cells(columns_.size());
  for (bool more = statement_.execute(true); more; more = statement_.fetch()) {
    take_row(cells);
    each_row(cells);
  }
}

void Statement::take_row(std::vector<Cell>& cells) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto& slot = columns_[i];
    if (slot.indicator == soci::i_null) {
      cells[i] = nullptr;
    } else if (slot.type == ColumnType::text) {
      cells[i] = slot.text;
    } else {
      cells[i] = static_cast<std::int64_t>(slot.integer);
    }
  }
}

}  // namespace lodge::sql
