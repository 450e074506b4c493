#include "sql/session.h"

#include "sql/faults.h"

namespace lodge::sql {
namespace {

/// Statements are constants of the source, so this is reached only through insert_rows of many lengths.
constexpr std::size_t kMostPrepared = 400;

/// SQLite has one writer and no locks of rows: what a transaction read stays so until it ends.
std::string_view as_this_engine_says(const soci::session& session, std::string_view sql) {
  constexpr std::string_view kSharedLock = " lock in share mode";
  if (sql.ends_with(kSharedLock) && session.get_backend_name() == "sqlite3") sql.remove_suffix(kSharedLock.size());
  return sql;
}

}  // namespace

Session::Session(const soci::backend_factory& factory, const std::string& connect) {
  try {
    session_.open(factory, connect);
  } catch (const soci::soci_error& error) {
    // The engine's words name the user, host or file; the connect string, with the password, is not in them.
    throw Unavailable("cannot connect to the database: " + error.get_error_message());
  }
}

/// A statement that failed, in SOCI or in the caller's row function, is left half read: it is not used again.
template <class Work>
auto Session::guarded(std::string_view sql, Work&& work) {
  try {
    return work();
  } catch (const soci::soci_error& error) {
    forget(sql);
    throw_fault(error, sql);
  } catch (...) {
    forget(sql);
    throw;
  }
}

std::int64_t Session::execute(std::string_view sql, std::span<const Bind> binds) {
  return guarded(sql, [&] { return prepared(sql, binds, {}).execute(binds); });
}

void Session::fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> columns,
                    const std::function<void(std::span<const Cell>)>& each_row) {
  guarded(sql, [&] { prepared(sql, binds, columns).fetch(binds, each_row); });
}

Statement& Session::prepared(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> columns) {
  auto found = prepared_.find(sql);
  if (found != prepared_.end() && found->second->fits(binds, columns)) return *found->second;
  if (found != prepared_.end()) prepared_.erase(found);
  if (prepared_.size() >= kMostPrepared) prepared_.clear();
  auto made = std::make_unique<Statement>(session_, as_this_engine_says(session_, sql), binds, columns);
  return *prepared_.emplace(sql, std::move(made)).first->second;
}

void Session::forget(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) prepared_.erase(found);
}

void Session::run(const std::string& text) {
  guarded(text, [&] {
    soci::statement statement(session_);
    statement.alloc();
    statement.prepare(text);
    statement.define_and_bind();
    statement.execute(true);
  });
}

std::string Session::text_of(const std::string& query) {
  return guarded(query, [&] {
    std::string answer;
    soci::indicator indicator = soci::i_ok;
    soci::statement statement(session_);
    statement.alloc();
    statement.exchange(soci::into(answer, indicator));
    statement.prepare(query);
    statement.define_and_bind();
    statement.execute(true);
    return indicator == soci::i_ok ? answer : std::string();
  });
}

}  // namespace lodge::sql
