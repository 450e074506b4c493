#include "contract/engines.h"

#include "contract/mariadb_server.h"
#include "sql/migrate.h"
#include "sql/open.h"

#include <lodge/id.h>

namespace lodge::test {
namespace {

namespace fs = std::filesystem;

fs::path new_folder() {
  const auto folder = fs::temp_directory_path() / ("lodge-contract-" + RawId::random().text());
  fs::create_directories(folder);
  return folder;
}

}  // namespace

FreshStore::FreshStore(Engine engine) : folder_(new_folder()) {
  if (engine == Engine::sqlite) {
    address_ = *DatabaseAddress::parse("sqlite:" + (folder_ / "store.db").string());
  } else {
    auto& server = MariadbServer::shared();
    const auto schema = "lodge_" + RawId::random().text();
    server.run("create database " + schema + " character set utf8mb4");
    address_ = *DatabaseAddress::parse("mariadb:unix_socket=" + server.socket() + ";dbname=" + schema + ";user=" + server.user());
  }
}

FreshStore::~FreshStore() {
  database_.reset();
  if (address_.engine == Engine::mariadb) MariadbServer::shared().run("drop database " + address_.schema);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void FreshStore::migrate(std::string_view owner, const std::string& folder) {
  const auto path = fs::path(LODGE_SOURCE_DIR) / folder;
  if (!fs::exists(path)) return;  // a store that has no tables yet
  const auto ran = lodge::migrate(address_, owner, path);
  if (!ran) throw std::runtime_error(ran.error());
}

Database& FreshStore::database() {
  const std::lock_guard lock(opening_);
  if (!database_) database_ = open_database(address_);
  return *database_;
}

OnBothEngines::OnBothEngines() : central_(GetParam()), vault_(GetParam()) {
  central_.migrate("host", "host/core/migrations/central");
  vault_.migrate("host", "host/core/migrations/vault");
}

std::string name_of(Engine engine) { return engine == Engine::sqlite ? "SQLite" : "MariaDB"; }

}  // namespace lodge::test
