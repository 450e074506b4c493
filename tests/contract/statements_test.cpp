// What goes in comes out, and what a statement does wrong is said without saying whose data it was.
#include "contract/engines.h"

#include "sql/migrate.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <limits>

namespace lodge::test {
namespace {

using std::int64_t;
using std::string;
using testing::HasSubstr;
using testing::Not;

const std::vector<Migration> kTables = {{1, "0001_thing", R"(
create table thing (id {key} primary key not null, small INT, whole INTEGER, big BIGINT, words {text}, named {name}, unique (named)) {table};
create table part (id {key} primary key not null, thing {key} not null, foreign key (thing) references thing (id)) {table};
create table said (at TIMESTAMP null);
)"}};

static_assert(std::is_constructible_v<Bind, std::uint32_t> && std::is_constructible_v<Bind, bool> && std::is_constructible_v<Bind, int64_t>);
static_assert(!std::is_constructible_v<Bind, std::uint64_t> && !std::is_constructible_v<Bind, std::size_t>,
              "its upper half would be stored as negative numbers");

class Statements : public OnBothEngines {
 protected:
  Statements() { central_.migrate("test", kTables); }
  void put(std::string_view id, const Bind& words) {
    central().write([&](Transaction& t) { t.execute("insert into thing (id, words) values (?, ?)", {id, words}); });
  }
  string get(std::string_view id) {
    return std::get<0>(*central().read([&](Reader& r) { return r.row<string>("select words from thing where id = ?", {id}); }));
  }
  int64_t count() {
    return std::get<0>(*central().read([](Reader& r) { return r.row<int64_t>("select count(*) from thing"); }));
  }
  /// The text of what `work` throws.
  template <class Exception>
  string says(const std::function<void(Transaction&)>& work) {
    try {
      central().write(work);
    } catch (const Exception& exception) {
      return exception.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
  }
};

TEST_P(Statements, KeepAllTheBitsOfAnInteger) {
  for (const int64_t value : {std::numeric_limits<int64_t>::min(), int64_t{-1}, int64_t{0}, int64_t{5'000'000'000}, std::numeric_limits<int64_t>::max()}) {
    central().write([&](Transaction& t) {
      t.execute("delete from thing");
      t.execute("insert into thing (id, big) values (?, ?)", {"a", value});
    });
    EXPECT_EQ(std::get<0>(*central().read([](Reader& r) { return r.row<int64_t>("select big from thing"); })), value);
  }
}

/// On MariaDB an INT has 32 bits, which is why every integer of ours is BIGINT.
class StatementsOnSqlite : public Statements {};
INSTANTIATE_TEST_SUITE_P(Engines, StatementsOnSqlite, testing::Values(Engine::sqlite));

TEST_P(StatementsOnSqlite, KeepThemWhateverTheColumnIsCalled) {
  central().write([](Transaction& t) { t.execute("insert into thing (id, small, whole) values ('a', ?, ?)", {5'000'000'000, 5'000'000'001}); });
  EXPECT_EQ((*central().read([](Reader& r) { return r.row<int64_t, int64_t>("select small, whole from thing"); })),
            std::tuple(5'000'000'000, 5'000'000'001));
}

TEST_P(Statements, CountAndSumAsIntegers) {
  central().write([](Transaction& t) { t.execute("insert into thing (id, big) values ('a', 5000000000), ('b', 5000000000)"); });
  EXPECT_EQ((*central().read([](Reader& r) { return r.row<int64_t, int64_t>("select count(*), sum(big) from thing"); })), std::tuple(2, 10'000'000'000));
}

TEST_P(Statements, TellNullFromEmptyAndZero) {
  central().write([](Transaction& t) { t.execute("insert into thing (id, big, words) values ('a', ?, ?), ('b', ?, ?)", {nullptr, nullptr, 0, ""}); });
  const auto rows = central().read([](Reader& r) { return r.rows<std::optional<int64_t>, std::optional<string>>("select big, words from thing order by id"); });
  EXPECT_EQ(rows[0], std::tuple(std::nullopt, std::nullopt));
  EXPECT_EQ(rows[1], (std::tuple(std::optional<int64_t>(0), std::optional<string>(""))));
}

TEST_P(Statements, TakeAnotherTypeWithTheSameText) {
  const auto as = [&](const Bind& bind) {
    return central().read([&](Reader& r) { return r.row<string>("select coalesce(?, 'nothing')", {bind}); });
  };
  EXPECT_EQ(as("text"), std::tuple("text"));
  EXPECT_EQ(as(12), std::tuple("12"));
  EXPECT_EQ(as(nullptr), std::tuple("nothing"));
  EXPECT_EQ(as("again"), std::tuple("again"));
}

TEST_P(Statements, KeepEveryCharacter) {
  string all;
  for (char c = 1; c < 127; ++c) all += c;
  for (const auto& words : {all, string("nul\0inside", 10), string("O'Brien \"quoted\" \\ back\\'slash\\"), string("👩🏽‍🏫 Zoë Łukasz 李 \u202Eright\u202C"),
                            string("trailing  "), string("%_:?;--/*x*/#`"), string("\r\n\t\x1a"), string(300'000, 'x')}) {
    put("a", words);
    EXPECT_EQ(get("a"), words);
    EXPECT_EQ(central().write([&](Transaction& t) { return t.execute("delete from thing where words = ?", {words}); }), 1);
  }
}

TEST_P(Statements, TakeNoTextThatIsNotUtf8) {
  EXPECT_THROW(put("a", "\xff\xfe"), std::logic_error);
  EXPECT_EQ(count(), 0);
}

TEST_P(Statements, CompareNamesByTheirBytes) {
  const auto add = [&](std::string_view id, std::string_view name) {
    central().write([&](Transaction& t) { t.execute("insert into thing (id, named) values (?, ?)", {id, name}); });
  };
  add("1", "Room"), add("2", "room"), add("3", "room "), add("4", "r\u00f6om");
  EXPECT_THROW(add("5", "room"), DuplicateKey);
  const auto names = central().read([](Reader& r) { return r.rows<string>("select id from thing order by named"); });
  EXPECT_EQ(names, (std::vector<std::tuple<string>>{{"1"}, {"2"}, {"3"}, {"4"}}));
}

TEST_P(Statements, CannotBeTalkedIntoAnotherStatement) {
  put("a", "kept");
  for (const std::string_view evil : {"'; delete from thing; --", "\\'; delete from thing; #", "' or '1'='1", "\\", "\\\\'", ":p1", "?", "a' /*"}) {
    put(evil, evil);
    EXPECT_EQ(get(evil), evil);
    EXPECT_EQ(central().write([&](Transaction& t) { return t.execute("delete from thing where id = ? and words = ?", {evil, evil}); }), 1);
  }
  // A value that ends its own quote, were NUL or a backslash to get through, would hand the next one to the parser.
  const string ender("\0\\", 2);
  central().write([&](Transaction& t) { t.execute("insert into thing (id, words, named) values ('b', ?, ?)", {ender, ", null); delete from thing; -- "}); });
  EXPECT_EQ(get("b"), ender);
  EXPECT_EQ(count(), 2);
}

/// SOCI, which does not know this type, would run the statement a second time to learn what the column holds.
TEST_P(Statements, RunOnceWithReturning) {
  const auto at = central().write([](Transaction& t) { return t.row<string>("insert into said (at) values ('2027-01-09 10:00:00') returning at"); });
  EXPECT_EQ(at, std::tuple("2027-01-09 10:00:00"));
  EXPECT_EQ(central().read([](Reader& r) { return r.row<int64_t>("select count(*) from said"); }), std::tuple(1));
}

TEST_P(Statements, MayHaveColonsInsideQuotes) {
  EXPECT_EQ(central().read([](Reader& r) { return r.row<string>("select 'at 10:30, ?' || ?", {"!"}); }), std::tuple("at 10:30, ?!"));
}

TEST_P(Statements, AreOneAtATime) {
  EXPECT_THROW(central().write([](Transaction& t) { t.execute("delete from part; delete from thing"); }), std::logic_error);
}

TEST_P(Statements, SayWhatIsBrokenAndNoValues) {
  const string secret = "Marmaduke";
  const auto unknown_column = says<std::logic_error>([&](Transaction& t) { t.execute("insert into thing (id, colour) values (?, ?)", {"a", secret}); });
  EXPECT_THAT(unknown_column, AllOf(HasSubstr("colour"), Not(HasSubstr(secret))));
  const auto foreign_key = says<std::logic_error>([&](Transaction& t) { t.execute("insert into part (id, thing) values (?, ?)", {secret, secret}); });
  EXPECT_THAT(foreign_key, AllOf(HasSubstr("insert into part"), Not(HasSubstr(secret))));
  const auto missing = says<std::logic_error>([&](Transaction& t) { t.execute("insert into thing (id, words) values (?, ?)", {nullptr, secret}); });
  EXPECT_THAT(missing, Not(HasSubstr(secret)));
  put(secret, "x");
  const auto duplicate = says<DuplicateKey>([&](Transaction& t) { t.execute("insert into thing (id) values (?)", {secret}); });
  EXPECT_THAT(duplicate, Not(HasSubstr(secret)));
}

TEST_P(Statements, WantAsManyParametersAsTheyName) {
  EXPECT_THROW(central().write([](Transaction& t) { t.execute("insert into thing (id) values (?)"); }), std::logic_error);
  EXPECT_THROW(central().write([](Transaction& t) { t.execute("insert into thing (id) values (?)", {"a", "b"}); }), std::logic_error);
}

TEST_P(Statements, WorkAgainAfterTheyFailed) {
  for (int i = 0; i < 3; ++i) {
    put("a", "x");
    EXPECT_THROW(put("a", "y"), DuplicateKey);
    central().write([](Transaction& t) { t.execute("delete from thing"); });
  }
}

std::vector<Bind> numbered(int from, int to) {
  std::vector<Bind> values;
  for (int i = from; i < to; ++i) values.insert(values.end(), {Bind(std::to_string(100'000 + i)), Bind(i)});
  return values;
}

TEST_P(Statements, InsertNoneOneOrManyRows) {
  central().write([](Transaction& t) {
    t.insert_rows("insert into thing (id, big)", 2, {});
    t.insert_rows("insert into thing (id, big)", 2, numbered(0, 1));
    t.insert_rows("insert into thing (id, big)", 2, numbered(1, 3000));
  });
  EXPECT_EQ(count(), 3000);
}

TEST_P(Statements, InsertAllRowsOrNone) {
  central().write([](Transaction& t) {
    t.insert_rows("insert into thing (id, big)", 2, numbered(2900, 2901));
    EXPECT_THROW(t.insert_rows("insert into thing (id, big)", 2, numbered(0, 3000)), DuplicateKey);
    t.insert_rows("insert into thing (id, big)", 2, numbered(4000, 4002));
  });
  EXPECT_EQ(count(), 3);
}

TEST_P(Statements, InsertRowsWithLongTexts) {
  std::vector<Bind> values;
  for (int i = 0; i < 40; ++i) values.insert(values.end(), {Bind(std::to_string(i)), Bind(string(100'000, 'y'))});
  central().write([&](Transaction& t) { t.insert_rows("insert into thing (id, words)", 2, values); });
  EXPECT_EQ(count(), 40);
}

LODGE_ON_BOTH_ENGINES(Statements);

}  // namespace
}  // namespace lodge::test
