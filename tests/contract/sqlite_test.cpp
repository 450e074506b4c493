// What only SQLite does, or does wrong: settings that must be read back, group commit, other processes.
#include "contract/engines.h"

#include "sql/changes.h"
#include "sql/migrate.h"
#include "sql/open.h"
#include "sql/sqlite_session.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <latch>
#include <sys/stat.h>
#include <thread>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using std::int64_t;
using std::string;

const std::vector<Migration> kTables = {{1, "0001_thing", "create table thing (id {key} primary key not null, words {text}) {table};"}};
constexpr std::string_view kInsert = "insert into thing (id, words) values (?, ?)";

class Sqlite : public testing::Test {
 protected:
  Sqlite() { store_.migrate("test", kTables); }
  Database& database() { return store_.database(); }
  int64_t count() {
    return std::get<0>(*database().read([](Reader& r) { return r.row<int64_t>("select count(*) from thing"); }));
  }
  string path() { return store_.address().path; }
  DatabaseAddress hasty() {
    auto address = store_.address();
    address.busy_timeout = 50ms;
    return address;
  }
  FreshStore store_{Engine::sqlite};
};

uint32_t big_endian(const string& bytes, std::size_t at) {
  uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// How many COMMITs a write-ahead log holds: frames that state the size of the database after them
/// (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
int commits_in(const string& log) {
  std::ifstream in(log, std::ios::binary);
  const string bytes{std::istreambuf_iterator<char>(in), {}};
  if (bytes.size() < 32) return 0;
  const std::size_t frame = 24 + big_endian(bytes, 8);
  int commits = 0;
  for (std::size_t at = 32; at + frame <= bytes.size(); at += frame) {
    const bool current = bytes.compare(at + 8, 8, bytes, 16, 8) == 0;
    if (current && big_endian(bytes, at + 4) != 0) ++commits;
  }
  return commits;
}

TEST_F(Sqlite, HoldsToItsSettingsOnEveryConnection) {
  for (const auto access : {sql::Access::read, sql::Access::write}) {
    const auto session = sql::open_sqlite(store_.address(), access);
    EXPECT_EQ(session->text_of("pragma journal_mode"), "wal");
    EXPECT_EQ(session->text_of("pragma synchronous"), "2");
    EXPECT_EQ(session->text_of("pragma foreign_keys"), "1");
    EXPECT_EQ(session->text_of("pragma busy_timeout"), "5000");
    EXPECT_EQ(session->text_of("pragma query_only"), access == sql::Access::read ? "1" : "0");
  }
}

TEST_F(Sqlite, DoesNotOpenWhereASettingDoesNotTake) {
  FreshStore other(Engine::sqlite);
  auto address = other.address();
  address.busy_timeout = 20ms;
  soci::session holder("sqlite3", address.path);
  holder << "pragma journal_mode=delete";
  holder << "begin exclusive";
  EXPECT_THROW(open_database(address), Unavailable);
}

TEST_F(Sqlite, DoesNotOpenWhatIsNoDatabase) {
  FreshStore other(Engine::sqlite);
  std::ofstream(other.address().path) << "This is a letter to parents, not a database. " << string(5000, '.');
  EXPECT_THROW(open_database(other.address()), Unavailable);
}

TEST_F(Sqlite, IsReadableByItsOwnerOnly) {
  struct stat about {};
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    database().write([](Transaction& t) { t.execute("delete from thing"); });
    ASSERT_EQ(::stat((path() + suffix).c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u) << suffix;
  }
}

/// Keeps the writer busy until 64 threads wait, so that they are one batch.
class Batch : public Sqlite {
 protected:
  /// Runs `each` for every i in its own write, all of them waiting at once.
  void run(int writers, const std::function<void(int)>& each) {
    std::latch held(1), go(1);
    std::thread holder([&] {
      database().write([&](Transaction&) {
        held.count_down();
        go.wait();
      });
    });
    held.wait();
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i) threads.emplace_back([&, i] { each(i); });
    std::this_thread::sleep_for(100ms);
    go.count_down();
    holder.join();
    for (auto& thread : threads) thread.join();
  }
  void put(int i) {
    database().write([&](Transaction& t) { t.execute(kInsert, {std::to_string(i), "x"}); });
  }
};

TEST_F(Batch, CommitsManyWritesAtOnce) {
  database();
  const int before = commits_in(path() + "-wal");
  run(64, [&](int i) { put(i); });
  EXPECT_EQ(count(), 64);
  const int commits = commits_in(path() + "-wal") - before;
  EXPECT_GE(commits, 1);
  EXPECT_LE(commits, 12);
}

TEST_F(Batch, UndoesAloneWhatThrewOrWasRefused) {
  std::atomic<int> thrown = 0, refused = 0;
  run(60, [&](int i) {
    if (i % 3 == 0) return put(i);
    try {
      const auto answer = database().write([&](Transaction& t) -> std::expected<int, int> {
        t.execute(kInsert, {std::to_string(i), "x"});
        if (i % 3 == 1) throw std::runtime_error("no");
        return std::unexpected(1);
      });
      refused += !answer;
    } catch (const std::runtime_error&) {
      ++thrown;
    }
  });
  EXPECT_EQ(thrown, 20);
  EXPECT_EQ(refused, 20);
  EXPECT_EQ(count(), 20);
}

TEST_F(Batch, LosesOnlyWhatDidNotFit) {
  database().write([](Transaction& t) { t.row<int64_t>("pragma max_page_count=200"); });
  std::atomic<int> unavailable = 0;
  run(40, [&](int i) {
    if (i % 8 != 0) return put(i);
    try {
      database().write([&](Transaction& t) { t.execute(kInsert, {std::to_string(i), string(2'000'000, 'x')}); });
    } catch (const Unavailable&) {
      ++unavailable;
    }
  });
  EXPECT_EQ(unavailable, 5);
  EXPECT_EQ(count(), 35);
}

TEST_F(Batch, LetsNobodySwallowAnOutage) {
  database().write([](Transaction& t) { t.row<int64_t>("pragma max_page_count=200"); });
  EXPECT_THROW(database().write([&](Transaction& t) {
    try {
      t.execute(kInsert, {"big", string(2'000'000, 'x')});
    } catch (const std::exception&) {
    }
    EXPECT_THROW(t.execute(kInsert, {"small", "x"}), Unavailable);
  }),
               Unavailable);
  EXPECT_EQ(count(), 0);
}

TEST_F(Sqlite, LetsTwoProcessesWrite) {
  const auto other = open_database(store_.address());
  std::vector<std::thread> threads;
  for (auto* one : {&database(), other.get()}) {
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([=] {
        for (int j = 0; j < 50; ++j) {
          one->write([&](Transaction& t) {
            const auto seen = std::get<0>(*t.row<int64_t>("select count(*) from thing"));
            t.execute(kInsert, {std::to_string(seen), "x"});
          });
        }
      });
    }
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(), 400);
}

TEST_F(Sqlite, IsUnavailableWhenAnotherProcessDoesNotLetGo) {
  const auto other = sql::open_sqlite(store_.address(), sql::Access::write);
  const auto mine = open_database(hasty());
  const auto put = [](Transaction& t) { t.execute(kInsert, {"a", "x"}); };
  other->run("begin immediate");
  EXPECT_THROW(mine->write(put), Unavailable);
  other->run("rollback");
  mine->write(put);
  EXPECT_EQ(count(), 1);
}

TEST_F(Sqlite, IsUnavailableWhenEveryReaderIsLent) {
  auto address = store_.address();
  address.pool = 1;
  address.lease_timeout = 20ms;
  const auto narrow = open_database(address);
  narrow->read([&](Reader&) { EXPECT_THROW(narrow->read([](Reader&) {}), Unavailable); });
  narrow->read([](Reader&) {});
}

TEST_F(Sqlite, TellsThatAnotherProcessHasWritten) {
  const auto other = open_database(store_.address());
  const auto at_first = foreign_writes(database());
  database().write([](Transaction& t) { t.execute(kInsert, {"mine", "x"}); });
  EXPECT_EQ(foreign_writes(database()), at_first);
  other->write([](Transaction& t) { t.execute(kInsert, {"theirs", "x"}); });
  EXPECT_NE(foreign_writes(database()), at_first);
}

TEST_F(Sqlite, AnswersReadersWhileAWriterIsAtWork) {
  database().write([&](Transaction& t) {
    t.execute(kInsert, {"a", "x"});
    EXPECT_EQ(count(), 0);
  });
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace lodge::test
