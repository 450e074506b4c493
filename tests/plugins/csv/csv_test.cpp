#include "csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodge::csv {
namespace {

using testing::ElementsAre;

std::vector<Row> all(std::string_view text) {
  Reader reader(text);
  std::vector<Row> rows;
  while (auto row = reader.next()) rows.push_back(std::move(*row));
  return rows;
}

TEST(Csv, ReadsQuotedCellsWithCommasQuotesAndNewLines) {
  const auto rows = all("a,\"b,\"\"c\"\"\nd\",\r\n");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0].cells, ElementsAre("a", "b,\"c\"\nd", ""));
}

TEST(Csv, PassesOverAByteOrderMarkAndBlankLines) {
  const auto rows = all("\xEF\xBB\xBFname\n\nZając");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[0].cells, ElementsAre("name"));
  EXPECT_EQ(rows[1].number, 3);
}

TEST(Csv, CountsRowsAsASpreadsheetDoes) {
  const auto rows = all("h\n\"one\ntwo\"\nthree\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2].number, 3);
}

TEST(Csv, AFaultCostsItsOwnRowAndNoOther) {
  for (const std::string_view bad : {"\"open", "\"x\"y,1", "x\"y", "a\rb"}) {
    const auto rows = all("h\n" + std::string(bad) + "\nnext\n");
    ASSERT_EQ(rows.size(), 3U) << bad;
    EXPECT_NE(rows[1].fault, "") << bad;
    EXPECT_THAT(rows[2].cells, ElementsAre("next")) << bad;
  }
}

TEST(Csv, AQuoteThatIsOpenedByMistakeCostsNoRowUpToTheNextOne) {
  const auto rows = all("h\nS1,\"Bob\nS2,Cy\nS3,\"Ann\"\nS4,Di\n");
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_NE(rows[1].fault, "");
  EXPECT_THAT(rows[2].cells, ElementsAre("S2", "Cy"));
  EXPECT_THAT(rows[3].cells, ElementsAre("S3", "Ann"));
  EXPECT_EQ(rows[4].number, 5);
}

TEST(Csv, NothingComesOfNothing) {
  EXPECT_TRUE(all("").empty());
  EXPECT_TRUE(all("\n\r\n").empty());
}

}  // namespace
}  // namespace lodge::csv
