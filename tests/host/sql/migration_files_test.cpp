#include "sql/migration_files.h"

#include "sql/dialect.h"
#include "sql/migrate.h"

#include <gmock/gmock.h>
#include <lodge/id.h>

#include <fstream>

namespace lodge {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class MigrationFolder : public testing::Test {
 protected:
  MigrationFolder() { fs::create_directories(folder_); }
  ~MigrationFolder() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  fs::path folder_ = fs::temp_directory_path() / ("lodge-migrations-" + RawId::random().text());
};

TEST_F(MigrationFolder, IsReadInOrder) {
  write("0002_second.sql", "b;\n");
  write("0001_first.sql", "a;\n");
  write("notes.txt", "not one of them");
  const auto migrations = read_migrations(folder_);
  ASSERT_TRUE(migrations);
  ASSERT_EQ(migrations->size(), 2u);
  EXPECT_EQ((*migrations)[0].name, "0001_first");
  EXPECT_EQ((*migrations)[1].number, 2);
  EXPECT_EQ((*migrations)[1].text, "b;\n");
}

TEST_F(MigrationFolder, RefusesANameThatIsNoNumber) {
  write("first.sql", "a;\n");
  EXPECT_THAT(read_migrations(folder_).error(), HasSubstr("first.sql"));
}

TEST_F(MigrationFolder, RefusesOneNumberTwice) {
  write("0001_rooms.sql", "a;\n");
  write("0001_kit.sql", "b;\n");
  EXPECT_THAT(read_migrations(folder_).error(), HasSubstr("0001_kit and 0001_rooms"));
}

TEST_F(MigrationFolder, SaysWhichFolderIsMissing) {
  EXPECT_THAT(read_migrations(folder_ / "gone").error(), HasSubstr("gone"));
}

TEST(SplitStatements, EndsThemAtASemicolonThatEndsALine) {
  EXPECT_THAT(sql::split_statements("-- why\ncreate table a (\n  b {id} -- not this\n) {table};\n\ninsert into a values ('x;y');  \r\nlast"),
              ElementsAre("create table a (\n  b {id} -- not this\n) {table}", "insert into a values ('x;y')", "last"));
}

TEST(Digest, DiffersWhenALetterDoes) {
  EXPECT_EQ(sql::digest_of("a"), "af63dc4c8601ec8c");  // FNV-1a, 64 bits: its published value for "a"
  EXPECT_NE(sql::digest_of("create table a"), sql::digest_of("create table b"));
}

TEST(Types, AreWhatTheEngineCallsThem) {
  EXPECT_EQ(sql::fill_types("a {id}, b {key}) {table}", Engine::sqlite), "a TEXT, b TEXT) WITHOUT ROWID");
  EXPECT_EQ(sql::fill_types("drop index i {on t}", Engine::sqlite), "drop index i ");
  EXPECT_EQ(sql::fill_types("drop index i {on t}", Engine::mariadb), "drop index i on t");
  EXPECT_THAT(sql::fill_types("a {name}) {table}", Engine::mariadb), HasSubstr("VARCHAR(190) CHARACTER SET utf8mb4"));
}

}  // namespace
}  // namespace lodge
