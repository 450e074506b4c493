#include "contract/engines.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <atomic>
#include <thread>

namespace lodge::test {
namespace {

using std::int64_t;
using std::string;

constexpr std::string_view kInsertSite = "insert into site (id, code, name, time_zone, created_at) values (?, ?, ?, ?, ?)";
constexpr std::string_view kCountSites = "select count(*) from site";

void add_site(Transaction& transaction, std::string_view code, std::string_view name = "A School") {
  transaction.execute(kInsertSite, {SiteId::random(), code, name, "Europe/London", 5'000'000'000});
}

class DatabaseContract : public OnBothEngines {
 protected:
  void add(std::string_view code, std::string_view name = "A School") {
    central().write([&](Transaction& transaction) { add_site(transaction, code, name); });
  }
  int64_t count() {
    return central().read([](Reader& reader) { return std::get<0>(*reader.row<int64_t>(kCountSites)); });
  }
  string name_of_site(std::string_view code) {
    return central().read([&](Reader& reader) { return std::get<0>(*reader.row<string>("select name from site where code = ?", {code})); });
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

TEST_P(DatabaseContract, UndoesWhatThrew) {
  EXPECT_THROW(central().write([](Transaction& transaction) {
    add_site(transaction, "one");
    throw std::runtime_error("changed my mind");
  }), std::runtime_error);
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

TEST_P(DatabaseContract, GoesOnAfterADuplicateKey) {
  add("one");
  central().write([](Transaction& transaction) {
    add_site(transaction, "two");
    EXPECT_THROW(add_site(transaction, "one"), DuplicateKey);
    add_site(transaction, "three");
  });
  EXPECT_EQ(count(), 3);
}

TEST_P(DatabaseContract, LetsManyThreadsWrite) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i) {
    threads.emplace_back([&, i] { for (int j = 0; j < 5; ++j) add(std::to_string(i) + "-" + std::to_string(j)); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(), 320);
}

LODGE_ON_BOTH_ENGINES(DatabaseContract);

}  // namespace
}  // namespace lodge::test
