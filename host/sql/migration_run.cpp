#include "sql/migration_run.h"

#include "sql/dialect.h"
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
  void apply(std::string_view owner, const Migration& migration, std::int64_t) override {
    const auto statements = split_statements(fill_types(migration.text, engine_));
    for (const auto& statement : statements) session_->run(statement);
    const auto count = static_cast<std::int64_t>(statements.size());
    record(owner, migration, count, count);
  }
  void finish() override { session_->run("commit"); }
};

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

std::unique_ptr<MigrationRun> begin_migrations(const DatabaseAddress& address) {
  return std::make_unique<SqliteMigrationRun>(address);
}

}  // namespace lodge::sql
