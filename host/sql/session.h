#pragma once
#include "sql/statement.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lodge::sql {

/// One connection and its prepared statements, kept by their text. Everything it throws is one of the kinds
/// of faults.h. [one thread at a time]
class Session {
 public:
  Session(const soci::backend_factory& factory, const std::string& connect);

  std::int64_t execute(std::string_view sql, std::span<const Bind> binds = {});
  void fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> columns,
             const std::function<void(std::span<const Cell>)>& each_row);
  /// Runs a text as it is (DDL, PRAGMA, SET …): no parameters, not kept.
  void run(const std::string& text);
  /// The first column of the first row as text, empty if there is none. For checking settings.
  std::string text_of(const std::string& query);

  soci::session& soci() { return session_; }

 private:
  Statement& prepared(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> columns);
  void forget(std::string_view sql);
  template <class Work>
  auto guarded(std::string_view sql, Work&& work);

  soci::session session_;
  std::map<std::string, std::unique_ptr<Statement>, std::less<>> prepared_;
};

}  // namespace lodge::sql
