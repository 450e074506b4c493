#include "sql/migrate.h"

#include "sql/dialect.h"
#include "sql/migration_files.h"
#include "sql/migration_run.h"

#include <fmt/format.h>
#include <lodge/errors.h>

#include <map>
#include <optional>

namespace lodge {
namespace {

using sql::AppliedMigration;
using Applied = std::map<std::int64_t, AppliedMigration>;
using Refused = std::optional<std::string>;

Refused refuse_edited(std::string_view owner, const Migration& migration, const AppliedMigration& applied) {
  if (applied.name == migration.name && applied.digest == sql::digest_of(migration.text)) return std::nullopt;
  return fmt::format(
      "{}: migration {} was changed after this database had run it (then {}, digest {}; now {}, digest {}). "
      "Restore the released file; a change of the schema is a new migration.",
      owner, migration.number, applied.name, applied.digest, migration.name, sql::digest_of(migration.text));
}

Refused refuse_newer(std::string_view owner, const std::vector<Migration>& migrations, const Applied& applied) {
  const auto known = migrations.empty() ? 0 : migrations.back().number;
  if (applied.empty() || applied.rbegin()->first <= known) return std::nullopt;
  return fmt::format(
      "{}: this database is at {}, which this program does not know: it ends at number {}. Start the newer "
      "program again, or restore the backup that was made before the upgrade.",
      owner, applied.rbegin()->second.name, known);
}

Refused refuse_gap(std::string_view owner, const Migration& migration, const Applied& applied) {
  if (applied.empty() || applied.rbegin()->first < migration.number) return std::nullopt;
  return fmt::format("{}: {} comes before {}, which this database has already run. Give it a higher number.", owner,
                     migration.name, applied.rbegin()->second.name);
}

Refused check(std::string_view owner, const std::vector<Migration>& migrations, const Applied& applied) {
  for (const auto& migration : migrations) {
    const auto found = applied.find(migration.number);
    auto refused = found != applied.end() ? refuse_edited(owner, migration, found->second) : refuse_gap(owner, migration, applied);
    if (refused) return refused;
  }
  return refuse_newer(owner, migrations, applied);
}

}  // namespace

std::expected<std::vector<std::string>, std::string> migrate(const DatabaseAddress& address, std::string_view owner,
                                                             const std::vector<Migration>& migrations) {
  const auto run = sql::begin_migrations(address);
  const auto applied = run->applied(owner);
  if (auto refused = check(owner, migrations, applied)) return std::unexpected(*refused);
  std::vector<std::string> names;
  for (const auto& migration : migrations) {
    const auto found = applied.find(migration.number);
    if (found != applied.end() && found->second.complete()) continue;
    run->apply(owner, migration, found == applied.end() ? std::nullopt : std::optional(found->second.done));
    names.push_back(migration.name);
  }
  run->finish();
  return names;
}

std::expected<std::vector<std::string>, std::string> migrate(const DatabaseAddress& address, std::string_view owner,
                                                             const std::filesystem::path& folder) {
  const auto migrations = read_migrations(folder);
  if (!migrations) return std::unexpected(migrations.error());
  return migrate(address, owner, *migrations);
}

}  // namespace lodge
