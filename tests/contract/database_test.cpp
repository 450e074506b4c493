#include "contract/engines.h"
#include "contract/failing_database.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <atomic>
#include <thread>

namespace lodge::test {
namespace {

using std::int64_t;
using std::string;

constexpr std::string_view kInsertSite = "insert into site (id, code, name, time_zone, created_at) values (?, ?, ?, ?, ?)";

void add_site(Transaction& transaction, std::string_view code) {
  transaction.execute(kInsertSite, {SiteId::random(), code, "A School", "Europe/London", 5'000'000'000});
}

class DatabaseContract : public OnBothEngines {
 protected:
  void add(std::string_view code) {
    central().write([&](Transaction& transaction) { add_site(transaction, code); });
  }
  int64_t count() {
    return central().read([](Reader& reader) { return std::get<0>(*reader.row<int64_t>("select count(*) from site")); });
  }
};

TEST_P(DatabaseContract, ReadsWhatItWrote) {
  add("ashdown");
  const auto rows = central().read(
      [](Reader& reader) { return reader.rows<SiteId, string, int64_t>("select id, code, created_at from site where code = ?", {"ashdown"}); });
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(std::get<1>(rows[0]), "ashdown");
  EXPECT_EQ(std::get<2>(rows[0]), 5'000'000'000);
}

TEST_P(DatabaseContract, AnswersNoRowForNothingFound) {
  EXPECT_FALSE(central().read([](Reader& reader) { return reader.row<string>("select name from site where code = ?", {"none"}); }));
}

TEST_P(DatabaseContract, SeesItsOwnWriteAtOnce) {
  for (int i = 0; i < 20; ++i) {
    add(std::to_string(i));
    EXPECT_EQ(count(), i + 1);
  }
}

TEST_P(DatabaseContract, KeepsWhatItWroteWhenOpenedAgain) {
  add("ashdown");
  central_.close();
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseContract, UndoesWhatThrew) {
  EXPECT_THROW(central().write([](Transaction& transaction) {
    add_site(transaction, "one");
    throw std::runtime_error("changed my mind");
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseContract, UndoesWhatWasRefused) {
  const auto answer = central().write([](Transaction& transaction) -> std::expected<int, string> {
    add_site(transaction, "one");
    return std::unexpected("no");
  });
  EXPECT_EQ(answer.error(), "no");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseContract, AnswersWhatTheClosureDid) {
  EXPECT_EQ(central().write([](Transaction& transaction) -> std::expected<int, string> { return add_site(transaction, "one"), 7; }), 7);
}

TEST_P(DatabaseContract, GoesOnAfterADuplicateKey) {
  add("one");
  central().write([](Transaction& transaction) {
    add_site(transaction, "two");
    EXPECT_THROW(add_site(transaction, "one"), DuplicateKey);
    add_site(transaction, "three");
  });
  EXPECT_EQ(count(), 3);
}

TEST_P(DatabaseContract, TakesAPrimaryKeyAndAUniqueOneAlike) {
  const auto id = SiteId::random();
  const auto insert = [&](Transaction& transaction) { transaction.execute(kInsertSite, {id, "one", "A", "UTC", 1}); };
  central().write(insert);
  EXPECT_THROW(central().write(insert), DuplicateKey);
}

TEST_P(DatabaseContract, CountsMatchedRowsEvenIfNothingChanges) {
  add("one");
  EXPECT_EQ(central().write([](Transaction& t) { return t.execute("update site set name = ? where code = ?", {"A School", "one"}); }), 1);
  EXPECT_EQ(central().write([](Transaction& t) { return t.execute("update site set name = ? where code = ?", {"A School", "two"}); }), 0);
}

TEST_P(DatabaseContract, TellsAfterTheCommitOnTheAskingThread) {
  std::thread::id told;
  int64_t seen = 0;
  central().write([&](Transaction& transaction) {
    add_site(transaction, "one");
    transaction.after_commit([&] { told = std::this_thread::get_id(), seen = count(); });
  });
  EXPECT_EQ(told, std::this_thread::get_id());
  EXPECT_EQ(seen, 1);
}

TEST_P(DatabaseContract, TellsNobodyOfWhatWasUndone) {
  bool told = false;
  (void)central().write([&](Transaction& transaction) -> std::expected<int, int> {
    transaction.after_commit([&] { told = true; });
    return std::unexpected(1);
  });
  EXPECT_FALSE(told);
}

TEST_P(DatabaseContract, LetsManyThreadsWriteAndRead) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 5; ++j) {
        add(std::to_string(i) + "-" + std::to_string(j));
        EXPECT_GT(count(), 0);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(), 320);
}

TEST_P(DatabaseContract, GivesOneKeyToOneOfManyThreads) {
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> winners = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&] {
        try {
          add("slot-" + std::to_string(round));
          ++winners;
        } catch (const DuplicateKey&) {
        }
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(winners, 1);
  }
}

TEST_P(DatabaseContract, LosesNoUpdateThatReadsFirst) {
  add("one");
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 25; ++j) {
        central().write([](Transaction& t) { t.execute("update site set created_at = created_at + 1 where code = 'one'"); });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::get<0>(*central().read([](Reader& r) { return r.row<int64_t>("select created_at from site"); })), 5'000'000'200);
}

TEST_P(DatabaseContract, LetsManyHoldOneRowAtOnceAndMakesAWriterOfItWait) {
  constexpr auto kHold = "select created_at from site where code = 'one' lock in share mode";
  add("one");
  std::atomic<int> holding = 0;
  const auto before = std::get<0>(*central().read([](Reader& r) { return r.row<int64_t>("select created_at from site"); }));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      central().write([&](Transaction& t) {
        const auto seen = t.row<int64_t>(kHold);
        ++holding;
        t.execute("insert into decided_on (what, version) values (?, ?)", {"held/" + std::to_string(i), std::get<0>(*seen)});
      });
    });
  }
  threads.emplace_back([&] { central().write([](Transaction& t) { t.execute("update site set created_at = created_at + 1 where code = 'one'"); }); });
  for (auto& thread : threads) thread.join();
  EXPECT_GE(holding, 4);
  EXPECT_EQ(std::get<0>(*central().read([](Reader& r) { return r.row<int64_t>("select created_at from site"); })), before + 1);
}

TEST_P(DatabaseContract, RefusesToWriteWhereOnlyReadingWasAsked) {
  constexpr std::string_view kSneaky = "insert into site (id, code, name, time_zone, created_at) values ('a', 'b', 'c', 'd', 1) returning id";
  EXPECT_ANY_THROW(central().read([&](Reader& reader) { return reader.row<string>(kSneaky); }));
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseContract, EndsTheProcessOnAWriteInsideAWrite) {
  testing::FLAGS_gtest_death_test_style = "fast";  // a fork, which opens the store (and its threads) for itself
  EXPECT_DEATH(central().write([&](Transaction&) { add("inner"); }), "a_write_inside_a_write_closure");
}

TEST_P(DatabaseContract, IsUnchangedByAnOutageAtAnyStep) {
  int n = 1;
  for (bool through = false; !through; ++n) {
    FailingDatabase failing(central(), n);
    try {
      failing.write([](Transaction& transaction) { add_site(transaction, "one"), add_site(transaction, "two"); });
      through = true;
    } catch (const Unavailable&) {
      EXPECT_EQ(count(), 0);
    }
    EXPECT_EQ(failing.failed(), !through);
  }
  EXPECT_EQ(n - 1, 4);  // two statements, one COMMIT, and the round that came through
  EXPECT_EQ(count(), 2);
}

LODGE_ON_BOTH_ENGINES(DatabaseContract);

}  // namespace
}  // namespace lodge::test
