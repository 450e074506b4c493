#include "contract/engines.h"

#include "sql/migrate.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <thread>

namespace lodge::test {
namespace {

using std::int64_t;
using std::string;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Migration kFirst{1, "0001_first", "-- why\ncreate table first (id {id} primary key not null, words {text}) {table};\ninsert into first (id, words) values ('a', 'it''s; so');\n"};
const Migration kSecond{2, "0002_second", "create table second (id {key} primary key not null) {table};\ncreate table third (id {name} primary key not null) {table};\n"};

class Migrations : public testing::TestWithParam<Engine> {
 protected:
  auto run(const std::vector<Migration>& migrations, std::string_view owner = "rooms") { return migrate(store_.address(), owner, migrations); }
  int64_t count(const string& table) {
    return std::get<0>(*store_.database().read([&](Reader& r) { return r.row<int64_t>("select count(*) from " + table); }));
  }
  void execute(std::string_view sql) {
    store_.database().write([&](Transaction& t) { t.execute(sql); });
  }
  FreshStore store_{GetParam()};
};

TEST_P(Migrations, RunOnce) {
  EXPECT_THAT(*run({kFirst, kSecond}), ElementsAre("0001_first", "0002_second"));
  EXPECT_THAT(*run({kFirst, kSecond}), IsEmpty());
  EXPECT_EQ(count("first"), 1);
  EXPECT_EQ(count("third"), 0);
}

TEST_P(Migrations, RunWhatIsNew) {
  EXPECT_THAT(*run({kFirst}), ElementsAre("0001_first"));
  EXPECT_THAT(*run({kFirst, kSecond}), ElementsAre("0002_second"));
}

TEST_P(Migrations, BelongToTheirOwner) {
  EXPECT_TRUE(run({kFirst}, "rooms"));
  EXPECT_THAT(*run({kSecond}, "events"), ElementsAre("0002_second"));
  EXPECT_THAT(*run({kFirst}, "rooms"), IsEmpty());
}

TEST_P(Migrations, RefuseAFileThatWasEdited) {
  EXPECT_TRUE(run({kFirst}));
  auto edited = kFirst;
  edited.text += "-- a late thought\n";
  EXPECT_THAT(run({edited}).error(), AllOf(HasSubstr("rooms"), HasSubstr("0001_first"), HasSubstr("new migration")));
}

TEST_P(Migrations, RefuseADatabaseOfANewerProgram) {
  EXPECT_TRUE(run({kFirst, kSecond}));
  EXPECT_THAT(run({kFirst}).error(), AllOf(HasSubstr("0002_second"), HasSubstr("newer")));
}

TEST_P(Migrations, RefuseOneThatComesTooLate) {
  EXPECT_TRUE(run({kSecond}));
  EXPECT_THAT(run({kFirst, kSecond}).error(), HasSubstr("higher number"));
  EXPECT_ANY_THROW(count("first"));
}

TEST_P(Migrations, MayBeMendedAfterAFirstStatementThatFailed) {
  const Migration wrong{2, "0002_second", "create tabel second (id {key} primary key not null) {table};"};
  EXPECT_THROW(run({kFirst, wrong}), std::logic_error);
  EXPECT_TRUE(run({kFirst, kSecond}));
  EXPECT_EQ(count("second"), 0);
}

TEST_P(Migrations, TakeTurns) {
  std::vector<std::thread> threads;
  std::atomic<int> ran = 0;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { ran += static_cast<int>(run({kFirst, kSecond})->size()); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(ran, 2);
  EXPECT_EQ(count("first"), 1);
}

class MigrationsOnSqlite : public Migrations {};
INSTANTIATE_TEST_SUITE_P(Engines, MigrationsOnSqlite, testing::Values(Engine::sqlite));

TEST_P(MigrationsOnSqlite, AreUndoneAsAWhole) {
  const Migration wrong{2, "0002_second", "create table second (id {key} primary key not null) {table};\ncreate tabel third;\n"};
  EXPECT_THROW(run({kFirst, wrong}), std::logic_error);
  EXPECT_ANY_THROW(count("first"));
  EXPECT_ANY_THROW(count("second"));
}

/// It cannot undo DDL.
class MigrationsOnMariadb : public Migrations {};
INSTANTIATE_TEST_SUITE_P(Engines, MigrationsOnMariadb, testing::Values(Engine::mariadb));

TEST_P(MigrationsOnMariadb, GoOnWhereTheyWereCutShort) {
  EXPECT_TRUE(run({kFirst, kSecond}));
  execute("update migration set done = 1 where number = 2");  // the second table was made and not yet recorded
  EXPECT_THAT(*run({kFirst, kSecond}), ElementsAre("0002_second"));
  execute("update migration set done = 1 where number = 2");
  execute("drop table third");  // it was not made
  EXPECT_THAT(*run({kFirst, kSecond}), ElementsAre("0002_second"));
  EXPECT_EQ(count("third"), 0);
  EXPECT_THAT(*run({kFirst, kSecond}), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, Migrations, testing::Values(Engine::sqlite, Engine::mariadb), [](const auto& one) { return name_of(one.param); });

}  // namespace
}  // namespace lodge::test
