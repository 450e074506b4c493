#include "sql/migration_run.h"

#include "sql/commit_mark.h"
#include "sql/dialect.h"
#include "sql/faults.h"
#include "sql/mariadb_session.h"
#include "sql/migration_files.h"
#include "sql/sqlite_session.h"

#include <chrono>

namespace lodge::sql {
namespace {

constexpr std::string_view kMakeTable =
    "create table if not exists migration (owner {key} not null, number BIGINT not null, name {key} not null, "
    "digest {key} not null, done BIGINT not null, statements BIGINT not null, applied_at BIGINT not null, "
    "primary key (owner, number)) {table}";

std::int64_t now_in_microseconds() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// All migrations in one transaction: SQLite's DDL can be undone.
class SqliteMigrationRun : public MigrationRun {
 public:
  explicit SqliteMigrationRun(const DatabaseAddress& address)
      : MigrationRun(Engine::sqlite, open_sqlite(address, Access::write)) {
    session_->run("begin immediate");
    make_table();
  }
  void apply(std::string_view owner, const Migration& migration, std::optional<std::int64_t>) override {
    const auto statements = split_statements(fill_types(migration.text, engine_));
    for (const auto& statement : statements) session_->run(statement);
    const auto count = static_cast<std::int64_t>(statements.size());
    record(owner, migration, count, count);
  }
  void finish() override { session_->run("commit"); }
};

constexpr std::string_view kLockRow = "insert into migration (owner, number, name, digest, done, statements, applied_at) values ('', 0, '', '', 0, 0, 0)";
constexpr std::string_view kLock = "select number from migration where owner = '' and number = 0 for update";
constexpr std::string_view kDone = "update migration set done = ? where owner = ? and number = ?";

/// Statement by statement, as MariaDB commits each DDL statement by itself. A second session holds a row lock
/// meanwhile, so that two processes take turns; it ends with its process.
class MariadbMigrationRun : public MigrationRun {
 public:
  explicit MariadbMigrationRun(const DatabaseAddress& address)
      : MigrationRun(Engine::mariadb, open_mariadb(address, Purpose::schema)), lock_(open_mariadb(address, Purpose::schema)) {
    make_table();
    session_->run(fill_types(kMakeCommitMark, engine_));
    sweep_commit_marks(*session_);
    lock();
  }
  void apply(std::string_view owner, const Migration& migration, std::optional<std::int64_t> done) override;

 private:
  void lock();
  void run_and_record(std::string_view owner, std::int64_t number, const std::string& statement, std::int64_t index, bool perhaps_done);
  std::unique_ptr<Session> lock_;
};

void MariadbMigrationRun::lock() {
  try {
    session_->execute(kLockRow);
  } catch (const DuplicateKey&) {
    // somebody has migrated here before
  }
  lock_->run("set session innodb_lock_wait_timeout=60");
  lock_->run("start transaction");
  lock_->run(std::string(kLock));
}

void MariadbMigrationRun::apply(std::string_view owner, const Migration& migration, std::optional<std::int64_t> done) {
  const auto statements = split_statements(fill_types(migration.text, engine_));
  if (!done) record(owner, migration, 0, static_cast<std::int64_t>(statements.size()));
  for (auto i = static_cast<std::size_t>(done.value_or(0)); i < statements.size(); ++i) {
    const auto index = static_cast<std::int64_t>(i);
    run_and_record(owner, migration.number, statements[i], index, index == done);
  }
}

/// "It is already so" (table, column, key exists; nothing to drop) after a start that was cut short.
bool already_so(const BrokenStatement& broken) {
  const int code = broken.code();
  return code == 1050 || code == 1060 || code == 1061 || code == 1091 || code == 1826;
}

/// A statement that changes rows commits together with its record; DDL has committed by itself before it.
void MariadbMigrationRun::run_and_record(std::string_view owner, std::int64_t number, const std::string& statement,
                                         std::int64_t index, bool perhaps_done) {
  session_->run("start transaction");
  try {
    session_->run(statement);
  } catch (const BrokenStatement& broken) {
    if (!perhaps_done || !already_so(broken)) {
      session_->run("rollback");
      if (index == 0) forget(owner, number);  // nothing of it is there: the file may be mended
      throw;
    }
  }
  const Bind binds[] = {index + 1, owner, number};
  session_->execute(kDone, binds);
  session_->run("commit");
}

}  // namespace

constexpr std::string_view kApplied = "select number, name, digest, done, statements from migration where owner = ?";
std::map<std::int64_t, AppliedMigration> MigrationRun::applied(std::string_view owner) {
  static constexpr ColumnType kTypes[] = {ColumnType::integer, ColumnType::text, ColumnType::text, ColumnType::integer, ColumnType::integer};
  std::map<std::int64_t, AppliedMigration> found;
  const Bind binds[] = {owner};
  session_->fetch(kApplied, binds, kTypes, [&](std::span<const Cell> cells) {
    found[std::get<std::int64_t>(cells[0])] = {std::get<std::string>(cells[1]), std::get<std::string>(cells[2]),
                                               std::get<std::int64_t>(cells[3]), std::get<std::int64_t>(cells[4])};
  });
  return found;
}

void MigrationRun::make_table() { session_->run(fill_types(kMakeTable, engine_)); }

constexpr std::string_view kRecord =
    "insert into migration (owner, number, name, digest, done, statements, applied_at) values (?, ?, ?, ?, ?, ?, ?)";
void MigrationRun::record(std::string_view owner, const Migration& migration, std::int64_t done, std::int64_t statements) {
  const Bind binds[] = {owner, migration.number, migration.name, digest_of(migration.text), done, statements, now_in_microseconds()};
  session_->execute(kRecord, binds);
}

constexpr std::string_view kForget = "delete from migration where owner = ? and number = ? and done = 0";
void MigrationRun::forget(std::string_view owner, std::int64_t number) {
  const Bind binds[] = {owner, number};
  session_->execute(kForget, binds);
}

std::unique_ptr<MigrationRun> begin_migrations(const DatabaseAddress& address) {
  if (address.engine == Engine::mariadb) return std::make_unique<MariadbMigrationRun>(address);
  return std::make_unique<SqliteMigrationRun>(address);
}

}  // namespace lodge::sql
