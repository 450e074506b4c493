// What only a server can do to us: deadlocks, lost connections, commits whose answer never comes.
#include "contract/breaking_proxy.h"
#include "contract/engines.h"
#include "contract/mariadb_server.h"

#include "sql/commit_mark.h"
#include "sql/mariadb_session.h"
#include "sql/migrate.h"
#include "sql/open.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>
#include <lodge/id.h>

#include <atomic>
#include <barrier>
#include <thread>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using std::int64_t;
using std::string;

const std::vector<Migration> kTables = {{1, "0001_thing", R"(
create table thing (id {key} primary key not null, number BIGINT not null) {table};
insert into thing (id, number) values ('a', 0), ('b', 0);
)"}};
constexpr std::string_view kRaise = "update thing set number = number + 1 where id = ?";
constexpr std::string_view kInsert = "insert into thing (id, number) values (?, 0)";

class Mariadb : public testing::Test {
 protected:
  Mariadb() { store_.migrate("test", kTables); }
  MariadbServer& server() { return MariadbServer::shared(); }
  Database& database() { return store_.database(); }
  int64_t number(std::string_view id) {
    return std::get<0>(*database().read([&](Reader& r) { return r.row<int64_t>("select number from thing where id = ?", {id}); }));
  }
  void kill_all() {
    for (const auto& id : server().ask("select id from information_schema.processlist where db = '" + store_.address().schema + "'")) {
      try {
        server().run("kill " + id);
      } catch (const std::runtime_error&) {
        // it ended meanwhile
      }
    }
  }
  FreshStore store_{Engine::mariadb};
};

TEST_F(Mariadb, HoldsToItsSettingsWhateverTheServersOwn) {
  server().run("set global sql_mode='NO_BACKSLASH_ESCAPES'");
  server().run("set global character_set_server='latin1'");
  const auto session = sql::open_mariadb(store_.address(), sql::Purpose::write);
  EXPECT_THAT(session->text_of("select @@sql_mode"), testing::HasSubstr("STRICT_ALL_TABLES"));
  EXPECT_THAT(session->text_of("select @@sql_mode"), testing::Not(testing::HasSubstr("NO_BACKSLASH_ESCAPES")));
  EXPECT_EQ(session->text_of("select @@tx_isolation"), "READ-COMMITTED");
  EXPECT_EQ(session->text_of("select @@character_set_client"), "utf8mb4");
  for (const std::string_view evil : {"\\'; drop table thing; #", "'; drop table thing; -- ", "\\", "'", "a\\"}) {
    database().write([&](Transaction& t) { t.execute(kInsert, {evil}); });
    EXPECT_EQ(number(evil), 0);
  }
  server().run("set global sql_mode=default");
  server().run("set global character_set_server=default");
}

TEST_F(Mariadb, DoesNotOpenAServerThatMayForget) {
  server().run("set global innodb_flush_log_at_trx_commit=2");
  EXPECT_THROW(open_database(store_.address()), Unavailable);
  server().run("set global innodb_flush_log_at_trx_commit=1");
}

TEST_F(Mariadb, IsUnavailableWithoutAServer) {
  auto address = store_.address();
  address.unix_socket += ".none";
  EXPECT_THROW(open_database(address), Unavailable);
}

TEST_F(Mariadb, RunsAgainAfterADeadlock) {
  std::barrier both_hold_one(2);
  std::atomic<int> runs = 0;
  const auto raise = [&](std::string_view first, std::string_view second) {
    bool met = false;
    database().write([&, first, second](Transaction& t) {
      ++runs;
      t.execute(kRaise, {first});
      if (!std::exchange(met, true)) both_hold_one.arrive_and_wait();
      t.execute(kRaise, {second});
    });
  };
  std::thread one([&] { raise("a", "b"); });
  std::thread other([&] { raise("b", "a"); });
  one.join();
  other.join();
  EXPECT_GT(runs, 2);
  EXPECT_EQ(number("a"), 2);
  EXPECT_EQ(number("b"), 2);
}

TEST_F(Mariadb, RunsAgainWhenALockWasHeldTooLong) {
  auto address = store_.address();
  address.busy_timeout = 1s;
  const auto hasty = open_database(address);
  const auto holder = sql::open_mariadb(store_.address(), sql::Purpose::write);
  holder->run("update thing set number = 10 where id = 'a'");
  std::atomic<int> runs = 0;
  std::thread lets_go([&] {
    while (runs < 2) std::this_thread::sleep_for(10ms);
    holder->run("commit");
  });
  hasty->write([&](Transaction& t) { ++runs, t.execute(kRaise, {"a"}); });
  lets_go.join();
  EXPECT_GT(runs, 1);
  EXPECT_EQ(number("a"), 11);
}

TEST_F(Mariadb, IsUnavailableWhenALockIsNeverLetGo) {
  auto address = store_.address();
  address.busy_timeout = 1s;
  const auto hasty = open_database(address);
  const auto holder = sql::open_mariadb(store_.address(), sql::Purpose::write);
  holder->run("update thing set number = 10 where id = 'a'");
  EXPECT_THROW(hasty->write([&](Transaction& t) { t.execute(kRaise, {"a"}); }), Unavailable);
}

TEST_F(Mariadb, LetsNobodySwallowADeadlock) {
  int runs = 0;
  database().write([&](Transaction& t) {
    t.execute(kInsert, {"before"});
    if (++runs == 1) kill_all();
    try {
      t.execute(kRaise, {"a"});
    } catch (const std::exception&) {
      EXPECT_THROW(t.execute(kInsert, {"after"}), Unavailable);
    }
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(number("a"), 1);
}

TEST_F(Mariadb, ReplacesConnectionsThatDiedIdle) {
  for (int round = 0; round < 3; ++round) {
    database().write([](Transaction& t) { t.execute(kRaise, {"a"}); });
    EXPECT_EQ(number("a"), round + 1);
    kill_all();
  }
}

/// A commit whose answer is lost, in four ways, is found again and never repeated.
class LostCommit : public Mariadb, public testing::WithParamInterface<Break> {
 protected:
  std::unique_ptr<Database> through(const BreakingProxy& proxy) {
    auto address = store_.address();
    address.unix_socket = proxy.socket();
    address.busy_timeout = 2s;
    return open_database(address);
  }
  static string new_socket() { return (std::filesystem::temp_directory_path() / ("lodge-" + RawId::random().text())).string(); }
};

TEST_P(LostCommit, HappensOnce) {
  std::atomic<int> commits = 0;
  BreakingProxy proxy(new_socket(), server().socket(), [&] { return ++commits == 1 ? GetParam() : Break::none; });
  const auto database = through(proxy);
  bool told = false;
  database->write([&](Transaction& t) {
    t.execute(kRaise, {"a"});
    t.execute("insert into thing (id, number) values ('c', 0)");
    t.after_commit([&] { told = true; });
  });
  EXPECT_EQ(proxy.broken(), 1);
  EXPECT_EQ(number("a"), 1);
  EXPECT_EQ(number("c"), 0);
  EXPECT_TRUE(told);
  database->write([&](Transaction& t) { t.execute(kRaise, {"a"}); });
  EXPECT_EQ(number("a"), 2);
}

INSTANTIATE_TEST_SUITE_P(Mariadb, LostCommit, testing::Values(Break::before, Break::after, Break::in_flight, Break::half_open));

TEST_F(LostCommit, HappensOnceUnderARushOfThem) {
  std::atomic<int> commits = 0;
  BreakingProxy proxy(new_socket(), server().socket(), [&] {
    static constexpr Break kWays[] = {Break::before, Break::after, Break::in_flight};
    const int commit = ++commits;
    return commit % 7 == 0 ? kWays[commit / 7 % 3] : Break::none;
  });
  const auto database = through(proxy);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 30; ++j) {
        database->write([&](Transaction& t) {
          t.execute(kRaise, {i % 2 == 0 ? "a" : "b"});
          t.execute(kInsert, {std::to_string(i * 100 + j)});
        });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_GT(proxy.broken(), 20);
  EXPECT_EQ(number("a"), 120);
  EXPECT_EQ(number("b"), 120);
}

TEST_F(Mariadb, CommitsNothingOnceItsMarkIsVoid) {
  sql::MarkedSession session(store_.address());
  session.session().execute(kRaise, std::vector<Bind>{"a"});
  EXPECT_FALSE(sql::commit_landed(store_.address(), session.mark(), session.connection(), 5s));
  EXPECT_THROW(session.commit(), std::exception);
  EXPECT_EQ(number("a"), 0);
}

TEST_F(Mariadb, KeepsNoMarkOfASessionThatEnded) {
  database().write([](Transaction& t) { t.execute(kRaise, {"a"}); });
  const auto marks = [&] { return server().ask("select count(*) from " + store_.address().schema + ".commit_mark"); };
  EXPECT_EQ(marks(), std::vector<string>{"1"});
  store_.close();
  EXPECT_EQ(marks(), std::vector<string>{"0"});
}

TEST_F(Mariadb, InsertsManyRowsInFewStatements) {
  std::vector<Bind> values;
  for (int i = 0; i < 1000; ++i) values.insert(values.end(), {Bind(std::to_string(i)), Bind(i)});
  const auto inserts = [&] { return std::stoi(server().ask("select variable_value from information_schema.global_status where variable_name = 'COM_INSERT'")[0]); };
  database().write([](Transaction&) {});
  const int before = inserts();
  database().write([&](Transaction& t) { t.insert_rows("insert into thing (id, number)", 2, values); });
  EXPECT_LE(inserts() - before, 6);
}

}  // namespace
}  // namespace lodge::test
