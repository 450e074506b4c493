#pragma once
#include "sql/address.h"
#include "sql/migrate.h"
#include "sql/session.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::sql {

struct AppliedMigration {
  std::string name;
  std::string digest;
  std::int64_t done;        ///< statements that have run
  std::int64_t statements;  ///< of so many
  bool complete() const { return done == statements; }
};

/// One process's turn at changing a store's schema; another waits until this ends. [one thread]
class MigrationRun {
 public:
  virtual ~MigrationRun() = default;
  std::map<std::int64_t, AppliedMigration> applied(std::string_view owner);
  /// Runs the migration, or what follows the first `done` statements of one that was cut short, and records it.
  virtual void apply(std::string_view owner, const Migration& migration, std::optional<std::int64_t> done) = 0;
  virtual void finish() {}

 protected:
  MigrationRun(Engine engine, std::unique_ptr<Session> session) : engine_(engine), session_(std::move(session)) {}
  void make_table();
  void record(std::string_view owner, const Migration& migration, std::int64_t done, std::int64_t statements);
  void forget(std::string_view owner, std::int64_t number);
  Engine engine_;
  std::unique_ptr<Session> session_;
};

/// @throws Unavailable
std::unique_ptr<MigrationRun> begin_migrations(const DatabaseAddress& address);

}  // namespace lodge::sql
