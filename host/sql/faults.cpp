#include "sql/faults.h"

#include <fmt/format.h>
#include <lodge/database.h>
#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <initializer_list>

namespace lodge::sql {
namespace {

enum class Kind { duplicate, again, lost, outage, bug };

bool is_one_of(int code, std::initializer_list<int> codes) { return std::find(codes.begin(), codes.end(), code) != codes.end(); }

/// https://www.sqlite.org/rescode.html; the low byte is the primary code.
Kind kind_of_sqlite(int code) {
  if (is_one_of(code, {1555, 2067, 2579})) return Kind::duplicate;  // PRIMARYKEY, UNIQUE, ROWID
  const int primary = code & 0xff;
  if (is_one_of(primary, {5, 6})) return Kind::again;  // BUSY, LOCKED
  // PERM, ABORT, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB
  if (is_one_of(primary, {3, 4, 7, 8, 9, 10, 11, 13, 14, 15, 26})) return Kind::outage;
  return Kind::bug;
}

/// https://mariadb.com/kb/en/mariadb-error-code-reference/
Kind kind_of_mariadb(int code) {
  if (is_one_of(code, {1062, 1586})) return Kind::duplicate;
  if (is_one_of(code, {1213, 1205, 1180, 1020})) return Kind::again;
  // shutting down, killed, net errors, read-only or non-Primary node: another connection may do better
  if (is_one_of(code, {1047, 1053, 1077, 1152, 1158, 1159, 1160, 1161, 1184, 1290, 1317, 1836, 1927, 1928, 4031})) return Kind::lost;
  if (code == 2008 || code == 2020) return Kind::outage;  // out of memory, packet too large
  if (code >= 2000 && code < 3000) return Kind::lost;     // the client library's own
  // too many connections, full, no access, storage engine, max_statement_time
  if (is_one_of(code, {1021, 1030, 1034, 1037, 1038, 1040, 1041, 1044, 1045, 1049, 1114, 1129, 1130, 1194, 1203, 1226, 1698, 1969})) return Kind::outage;
  return Kind::bug;
}

[[noreturn]] void throw_kind(Kind kind, int code, const std::string& text) {
  switch (kind) {
    case Kind::duplicate: throw DuplicateKey(text);
    case Kind::again: throw Again(text);
    case Kind::lost: throw ConnectionLost(text);
    case Kind::outage: throw Unavailable(text);
    case Kind::bug: break;
  }
  throw BrokenStatement(text, code);
}

std::string sentence(std::string_view engine, int code, std::string_view statement) {
  return fmt::format("{} answered {} to: {}", engine, code, statement.substr(0, 300));
}

}  // namespace

void throw_fault(const soci::soci_error& error, std::string_view statement) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    throw_kind(kind_of_sqlite(sqlite->result()), sqlite->result(), sentence("SQLite", sqlite->result(), statement));
  }
  if (const auto* mariadb = dynamic_cast<const soci::mysql_soci_error*>(&error)) {
    const int code = static_cast<int>(mariadb->err_num_);
    throw_kind(kind_of_mariadb(code), code, sentence("MariaDB", code, statement));
  }
  throw BrokenStatement(fmt::format("SOCI refused: {}", statement.substr(0, 300)));
}

}  // namespace lodge::sql
