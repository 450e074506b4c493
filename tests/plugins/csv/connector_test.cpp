#include "connector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <lodge/errors.h>

#include <fstream>

namespace lodge::csv {
namespace {

class Kept : public RecordSink {
 public:
  void take(Record record) override { records.push_back(std::move(record)); }
  void end(const EndMarker& end_marker) override { marker = end_marker; }
  std::vector<Record> records;
  std::optional<EndMarker> marker;
};

class CsvConnectorTest : public testing::Test {
 protected:
  CsvConnectorTest() : folder_(testing::TempDir() + "lodge-csv-" + std::to_string(getpid())) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~CsvConnectorTest() override { std::filesystem::remove_all(folder_); }

  void write(const char* name, std::string_view text) { std::ofstream(folder_ / name, std::ios::binary) << text; }
  Kept pull() {
    Kept kept;
    CsvConnector(folder_).pull(kept);
    return kept;
  }

  std::filesystem::path folder_;
};

TEST_F(CsvConnectorTest, ReadsColumnsInAnyOrder) {
  write("teachers.csv", "Email,surname,first_name,title,MIS_ID\na@b.example,Zając,Ewa,Mrs,T1\n");
  const auto kept = pull();
  ASSERT_EQ(kept.records.size(), 1U);
  const auto& teacher = std::get<TeacherRecord>(kept.records[0]);
  EXPECT_EQ(teacher.mis_id, "T1");
  EXPECT_EQ(teacher.surname, "Zając");
  EXPECT_EQ(teacher.origin.file, "teachers.csv");
  EXPECT_EQ(teacher.origin.row, 2);
}

TEST_F(CsvConnectorTest, AnAbsentFileIsAKindNotAskedFor) {
  write("groups.csv", "group,teacher_mis_id,student_mis_id\n");
  const auto kept = pull();
  EXPECT_EQ(kept.marker->totals, (std::map<std::string, std::int64_t>{{"groups", 0}}));
}

TEST_F(CsvConnectorTest, AMissingColumnLeavesItsKindUntouched) {
  write("groups.csv", "group,student_mis_id\nChess,S1\n");
  const auto kept = pull();
  ASSERT_EQ(kept.records.size(), 1U);
  EXPECT_THAT(std::get<UnreadableRecord>(kept.records[0]).why, testing::HasSubstr("teacher_mis_id"));
  EXPECT_TRUE(kept.marker->totals.empty());
}

TEST_F(CsvConnectorTest, ARowWithTooFewCellsIsReported) {
  write("groups.csv", "group,teacher_mis_id,student_mis_id\nChess,T1\nDebate,T1,S1\n");
  const auto kept = pull();
  ASSERT_EQ(kept.records.size(), 2U);
  EXPECT_EQ(std::get<UnreadableRecord>(kept.records[0]).origin.row, 2);
  EXPECT_EQ(std::get<GroupRecord>(kept.records[1]).name, "Debate");
}

TEST_F(CsvConnectorTest, AnEmptyFolderIsAnOutageAndNotAnEmptySchool) {
  EXPECT_THROW(pull(), Unavailable);
  EXPECT_THROW(CsvConnector("/nowhere").probe(), Unavailable);
}

}  // namespace
}  // namespace lodge::csv
