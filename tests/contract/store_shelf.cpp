#include "contract/store_shelf.h"

#include "contract/mariadb_server.h"
#include "sql/dialect.h"
#include "sql/migration_files.h"

#include <lodge/id.h>

#include <map>
#include <mutex>
#include <stdexcept>

namespace lodge::test {
namespace {

namespace fs = std::filesystem;

std::string key_of(const Recipe& recipe) {
  std::string key;
  for (const auto& part : recipe) {
    key += part.owner + "\n";
    for (const auto& migration : part.migrations) key += migration.name + "\n" + migration.text;
  }
  return key;
}

void migrate_all(const DatabaseAddress& address, const Recipe& recipe) {
  for (const auto& part : recipe) {
    const auto ran = migrate(address, part.owner, part.migrations);
    if (!ran) throw std::runtime_error(ran.error());
  }
}

DatabaseAddress address_of_schema(const std::string& schema) {
  auto& server = MariadbServer::shared();
  return *DatabaseAddress::parse("mariadb:unix_socket=" + server.socket() + ";dbname=" + schema + ";user=" + server.user());
}

std::vector<std::string> tables_of(const std::string& schema) {
  return MariadbServer::shared().ask("select table_name from information_schema.tables where table_schema = '" + schema + "' order by table_name");
}

/// The rows that migrations themselves have put in.
std::vector<std::string> seeds_of(const Recipe& recipe) {
  std::vector<std::string> seeds;
  for (const auto& part : recipe) {
    for (const auto& migration : part.migrations) {
      for (auto& statement : sql::split_statements(sql::fill_types(migration.text, Engine::mariadb))) {
        if (statement.starts_with("insert ")) seeds.push_back(std::move(statement));
      }
    }
  }
  return seeds;
}

/// Leaves the migrated tables as they were at first. Emptying by DELETE, as TRUNCATE is DDL.
void empty(const std::string& schema, const Recipe& recipe) {
  std::vector<std::string> statements = {"use " + schema, "set innodb_lock_wait_timeout=2, foreign_key_checks=0, autocommit=0"};
  for (const auto& table : tables_of(schema)) {
    if (table != "migration") statements.push_back("delete from " + table);
  }
  for (auto& seed : seeds_of(recipe)) statements.push_back(std::move(seed));
  statements.push_back("commit");
  MariadbServer::shared().run_all(statements);
}

struct Shelf {
  std::vector<std::string> schemas;  ///< ready to be lent
  std::vector<std::string> tables;   ///< that each has
};

std::mutex shelves_mutex;
std::map<std::string, Shelf>& shelves() {
  static std::map<std::string, Shelf> all;
  return all;
}

bool emptied(const std::string& schema, const Recipe& recipe, const std::vector<std::string>& tables) {
  try {
    if (tables_of(schema) != tables) return false;  // the test has made some of its own
    empty(schema, recipe);
    return true;
  } catch (const std::runtime_error&) {
    return false;  // it still has locks somewhere
  }
}

/// The files that new stores are copies of; gone when the program ends.
struct Templates {
  fs::path folder = fs::temp_directory_path() / ("lodge-templates-" + RawId::random().text());
  std::map<std::string, fs::path> files;
  std::mutex mutex;
  ~Templates() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
};

fs::path template_of(const Recipe& recipe) {
  static Templates templates;
  const std::lock_guard lock(templates.mutex);
  auto& file = templates.files[key_of(recipe)];
  if (file.empty()) {
    fs::create_directories(templates.folder);
    const auto made = templates.folder / (std::to_string(templates.files.size()) + ".db");
    migrate_all(*DatabaseAddress::parse("sqlite:" + made.string()), recipe);
    file = made;
  }
  return file;
}

}  // namespace

void make_sqlite_file(const Recipe& recipe, const fs::path& file) { fs::copy_file(template_of(recipe), file); }

DatabaseAddress take_schema(const Recipe& recipe) {
  {
    const std::lock_guard lock(shelves_mutex);
    auto& ready = shelves()[key_of(recipe)].schemas;
    if (!ready.empty()) {
      const auto schema = ready.back();
      ready.pop_back();
      return address_of_schema(schema);
    }
  }
  const auto schema = "lodge_" + RawId::random().text();
  MariadbServer::shared().run("create database " + schema + " character set utf8mb4");
  const auto address = address_of_schema(schema);
  migrate_all(address, recipe);
  const std::lock_guard lock(shelves_mutex);
  shelves()[key_of(recipe)].tables = tables_of(schema);
  return address;
}

void give_back_schema(const Recipe& recipe, const std::string& schema, bool may_be_lent_again) {
  const std::lock_guard lock(shelves_mutex);
  auto& shelf = shelves()[key_of(recipe)];
  if (may_be_lent_again && emptied(schema, recipe, shelf.tables)) {
    shelf.schemas.push_back(schema);
  } else {
    MariadbServer::shared().run("drop database " + schema);
  }
}

}  // namespace lodge::test
