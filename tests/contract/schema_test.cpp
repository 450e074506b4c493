// The golden schema: what the host's and each plugin's migrations make of an empty database, on each engine. When it was meant to
// change, run this with LODGE_WRITE_GOLDEN=1 and read the difference before committing it.
#include "contract/engines.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace lodge::test {
namespace {

namespace fs = std::filesystem;
using std::string;

string sqlite_schema(Database& database) {
  string text;
  const auto made = database.read([](Reader& r) { return r.rows<string>("select sql from sqlite_master where sql is not null order by tbl_name, type desc, name"); });
  for (const auto& [sql] : made) text += sql + ";\n";
  return text;
}

string mariadb_schema(Database& database) {
  string text;
  const auto tables = database.read([](Reader& r) {
    return r.rows<string>("select table_name from information_schema.tables where table_schema = database() order by table_name");
  });
  for (const auto& [table] : tables) {
    const auto made = database.read([&](Reader& r) { return r.row<string, string>("show create table " + table); });
    text += std::get<1>(*made) + ";\n";
  }
  return text;
}

string contents(const string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

class Schema : public OnBothEngines {};

TEST_P(Schema, IsTheGoldenOne) {
  std::set<fs::path> folders;  // by name, as the golden file has them
  for (const auto& sort : {"booking", "channel", "mis"}) {
    for (const auto& plugin : fs::directory_iterator(fs::path(LODGE_SOURCE_DIR) / "plugins" / sort)) {
      if (fs::is_directory(plugin.path() / "migrations")) folders.insert(fs::relative(plugin.path(), LODGE_SOURCE_DIR));
    }
  }
  for (const auto& folder : folders) central_.migrate(folder.filename().string(), (folder / "migrations").string());
  const auto schema_of = engine() == Engine::sqlite ? sqlite_schema : mariadb_schema;
  const auto schema = "-- central\n" + schema_of(central()) + "-- vault\n" + schema_of(vault());
  const auto path = string(LODGE_SOURCE_DIR) + "/tests/data/schema." + (engine() == Engine::sqlite ? "sqlite" : "mariadb") + ".golden";
  if (std::getenv("LODGE_WRITE_GOLDEN")) std::ofstream(path) << schema;
  EXPECT_EQ(schema, contents(path)) << "meant? then LODGE_WRITE_GOLDEN=1 build/dev/tests/test_contract --gtest_filter='*Schema*'";
}

LODGE_ON_BOTH_ENGINES(Schema);

}  // namespace
}  // namespace lodge::test
