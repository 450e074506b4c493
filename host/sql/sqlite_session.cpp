#include "sql/sqlite_session.h"

#include "sql/backoff.h"
#include "sql/faults.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <lodge/errors.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <filesystem>

namespace lodge::sql {
namespace {

sqlite_api::sqlite3* handle(Session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.soci().get_backend())->conn_;
}

/// A session is used by one thread at a time, so SQLite need not lock a mutex at each call of its API. Where somebody has
/// used SQLite before, it says no, and locks: slower, as right.
void leave_out_locks() {
  [[maybe_unused]] static const int once = sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
}

/// Only when it is not there: closing any descriptor of the file would drop this process's locks on it.
void make_file(const std::string& path) {
  if (std::filesystem::exists(path)) return;
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
}

/// SOCI ignores options that it does not know, so each is set by PRAGMA and asked for again.
void set(Session& session, std::string_view pragma, std::string_view value, std::string_view want) {
  session.run(fmt::format("pragma {}={}", pragma, value));
  const auto got = session.text_of(fmt::format("pragma {}", pragma));
  if (got != want) throw Again(fmt::format("SQLite did not take {}={}; it is {}", pragma, value, got));
}

void set_up(Session& session, const DatabaseAddress& address, Access access) {
  sqlite_api::sqlite3_extended_result_codes(handle(session), 1);
  const auto patience = fmt::format("{}", address.busy_timeout.count());
  session.run("pragma busy_timeout=" + patience);
  set(session, "journal_mode", "wal", "wal");
  set(session, "synchronous", "full", "2");
  set(session, "foreign_keys", "on", "1");
  set(session, "temp_store", "memory", "2");
  if (access == Access::read) set(session, "query_only", "on", "1");
  if (access == Access::write) session.run("pragma journal_size_limit=67108864");
  if (access == Access::write) session.run("pragma cache_size=-4096");
}

}  // namespace

std::unique_ptr<Session> open_sqlite(const DatabaseAddress& address, Access access) {
  leave_out_locks();
  make_file(address.path);
  auto session = std::make_unique<Session>(*soci::factory_sqlite3(), fmt::format("dbname=\"{}\"", address.path));
  // Two that open a new file at once both want to make it WAL: one is told BUSY without waiting, or keeps "delete".
  for (Backoff backoff(address.busy_timeout);;) {
    try {
      set_up(*session, address, access);
      return session;
    } catch (const Again&) {
      if (!backoff.wait()) throw;
    }
  }
}

bool in_transaction(Session& session) { return sqlite_api::sqlite3_get_autocommit(handle(session)) == 0; }

}  // namespace lodge::sql
