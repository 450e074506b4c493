#include "sql/placeholders.h"

#include "sql/faults.h"

#include <gtest/gtest.h>

namespace lodge::sql {
namespace {

TEST(Placeholders, GetNames) {
  const auto named = name_placeholders("select a from b where c = ? and d = ?");
  EXPECT_EQ(named.text, "select a from b where c = :p1 and d = :p2");
  EXPECT_EQ(named.parameters, 2u);
}

TEST(Placeholders, StayAsTheyAreInsideQuotes) {
  const auto named = name_placeholders("select '?:x;--' from b where c = ? and d = 'it''s?'");
  EXPECT_EQ(named.text, "select '?:x;--' from b where c = :p1 and d = 'it''s?'");
  EXPECT_EQ(named.parameters, 1u);
}

class Misread : public testing::TestWithParam<const char*> {};

TEST_P(Misread, IsRefused) { EXPECT_THROW(name_placeholders(GetParam()), BrokenStatement); }

INSTANTIATE_TEST_SUITE_P(Placeholders, Misread,
                         testing::Values("select 1; delete from site", "select :name", "select \"a:b\"", "select 1 -- why",
                                         "select /* :x */ 1", "select `a`", "select 'it\\'s'", "select 'no end", "select 1 # why"));

}  // namespace
}  // namespace lodge::sql
