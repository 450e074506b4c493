#include "sql/mariadb_session.h"

#include "sql/verified_connect.h"

#include <fmt/format.h>
#include <lodge/errors.h>
#include <soci/mysql/soci-mysql.h>

#include <fstream>

namespace lodge::sql {
namespace {

/// PIPES_AS_CONCAT because || joins texts on SQLite. Not NO_BACKSLASH_ESCAPES, though SQLite has none either:
/// SOCI puts a quoted value together as a C string, and only the backslash form has no NUL bytes in it.
constexpr std::string_view kModes =
    "STRICT_ALL_TABLES,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,PIPES_AS_CONCAT";

/// A transaction whose client has gone without the server being told keeps its locks for no longer.
constexpr std::chrono::seconds kIdleTransaction{30};

MYSQL* handle(Session& session) { return static_cast<soci::mysql_session_backend*>(session.soci().get_backend())->conn_; }

std::string password_of(const DatabaseAddress& address) {
  if (address.password_file.empty()) return {};
  std::ifstream file(address.password_file);
  std::string password;
  if (!std::getline(file, password)) throw Unavailable("cannot read the database's password from " + address.password_file);
  if (password.find('\'') != std::string::npos) throw Unavailable("the database's password may not have an apostrophe");
  return password;
}

std::string connect_string(const DatabaseAddress& address) {
  auto text = fmt::format("db='{}' user='{}' charset=utf8mb4 connect_timeout=5 read_timeout=30 write_timeout=30", address.schema, address.user);
  const auto add = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) text += fmt::format(" {}='{}'", key, value);
  };
  add("password", password_of(address));
  add("unix_socket", address.unix_socket);
  add("host", address.host);
  if (!address.host.empty()) text += fmt::format(" port={}", address.port);
  add("sslca", address.tls_ca);
  add("sslcert", address.tls_cert);
  add("sslkey", address.tls_key);
  return text;
}

void want(bool so, std::string_view what, std::string_view got) {
  if (!so) throw Unavailable(fmt::format("MariaDB {}; it says {}", what, got));
}

void check_text(Session& session) {
  const auto charsets = session.text_of("select concat_ws(',', @@character_set_client, @@character_set_connection, @@character_set_results)");
  want(charsets == "utf8mb4,utf8mb4,utf8mb4", "did not take utf8mb4", charsets);
  const auto modes = session.text_of("select @@sql_mode");
  want(modes.find("STRICT_ALL_TABLES") != std::string::npos, "did not take strict mode", modes);
  const bool escapes = (handle(session)->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES) == 0;
  want(escapes && modes.find("NO_BACKSLASH_ESCAPES") == std::string::npos, "did not take backslash escapes", modes);
}

/// The variable is tx_isolation before MariaDB 11.1 and transaction_isolation since.
void check_transactions(Session& session, bool autocommit) {
  const auto isolation = session.text_of(
      "select variable_value from information_schema.session_variables where variable_name in ('TX_ISOLATION', 'TRANSACTION_ISOLATION') limit 1");
  want(isolation == "READ-COMMITTED", "did not take READ COMMITTED", isolation);
  const auto commits = session.text_of("select @@autocommit");
  want(commits == (autocommit ? "1" : "0"), "did not take autocommit", commits);
}

void check_durable(Session& session) {
  const auto flush = session.text_of("select @@innodb_flush_log_at_trx_commit");
  want(flush == "1" || flush == "3", "must have innodb_flush_log_at_trx_commit=1, or acknowledged bookings can be lost", flush);
}

void set_up(Session& session, const DatabaseAddress& address, Purpose purpose) {
  const bool autocommit = purpose != Purpose::write;
  const auto lock_seconds = purpose == Purpose::settle ? 1 : std::max<long>(1, address.busy_timeout.count() / 1000);
  session.run(fmt::format("set session autocommit={}, sql_mode='{}', innodb_lock_wait_timeout={}, idle_transaction_timeout={}",
                          autocommit ? 1 : 0, kModes, lock_seconds, autocommit ? 0 : kIdleTransaction.count()));
  session.run("set session transaction isolation level read committed");
  if (purpose == Purpose::read) session.run("set session transaction read only");
  check_text(session);
  check_transactions(session, autocommit);
  check_durable(session);
  if (!autocommit) session.run("rollback");
}

}  // namespace

std::unique_ptr<Session> open_mariadb(const DatabaseAddress& address, Purpose purpose) {
  const VerifiedConnect verified(!address.tls_ca.empty());
  auto session = std::make_unique<Session>(*soci::factory_mysql(), connect_string(address));
  set_up(*session, address, purpose);
  return session;
}

std::uint64_t connection_number(Session& session) { return mysql_thread_id(handle(session)); }

}  // namespace lodge::sql
