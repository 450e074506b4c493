#include "contract/engines.h"

#include "sql/migrate.h"
#include "sql/open.h"

#include <lodge/id.h>

#include <stdexcept>
#include <utility>

namespace lodge::test {
namespace {

namespace fs = std::filesystem;

fs::path new_folder() {
  const auto folder = fs::temp_directory_path() / ("lodge-contract-" + RawId::random().text());
  fs::create_directories(folder);
  return folder;
}

}  // namespace

void FreshStore::make() {
  if (std::exchange(made_, true)) return;
  if (engine_ == Engine::mariadb) {
    address_ = take_schema(recipe_);
    return;
  }
  folder_ = new_folder();
  address_ = *DatabaseAddress::parse("sqlite:" + (folder_ / "store.db").string());
  if (!recipe_.empty()) make_sqlite_file(recipe_, address_.path);
}

FreshStore::~FreshStore() {
  database_.reset();
  if (!made_) return;
  try {
    if (engine_ == Engine::mariadb) give_back_schema(recipe_, address_.schema, !changed_);
  } catch (const std::runtime_error&) {
    // the server has ended before us, and the schema with it
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void FreshStore::migrate(std::string_view owner, const std::string& folder) {
  const auto migrations = read_migrations(fs::path(LODGE_SOURCE_DIR) / folder);
  if (!migrations) throw std::runtime_error(migrations.error());
  migrate(owner, *migrations);
}

void FreshStore::migrate(std::string_view owner, const std::vector<Migration>& migrations) {
  if (!made_) {
    recipe_.push_back({std::string(owner), migrations});
    return;
  }
  changed_ = true;
  const auto ran = lodge::migrate(address_, owner, migrations);
  if (!ran) throw std::runtime_error(ran.error());
}

const DatabaseAddress& FreshStore::address() {
  const std::lock_guard lock(opening_);
  make();
  return address_;
}

Database& FreshStore::database() {
  const std::lock_guard lock(opening_);
  make();
  if (!database_) database_ = open_database(address_);
  return *database_;
}

OnBothEngines::OnBothEngines() : central_(GetParam()), vault_(GetParam()) {
  central_.migrate("host", "host/core/migrations/central");
  vault_.migrate("host", "host/core/migrations/vault");
}

std::string name_of(Engine engine) { return engine == Engine::sqlite ? "SQLite" : "MariaDB"; }

}  // namespace lodge::test
