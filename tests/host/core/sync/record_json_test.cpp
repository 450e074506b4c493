#include "core/sync/record_json.h"

#include <gtest/gtest.h>
#include <lodge/json.h>

namespace lodge::core {
namespace {

TEST(RecordJson, ComesBackAsItWent) {
  ContactRecord contact{{"contacts.csv", 7}, "C1", "Ms", "Zoë", "O'Brien", "zoe@example.org", "S1", "Mother", "yes", "1"};
  auto back = record_from(*parse_json(to_json(to_value(Record(contact)))));
  ASSERT_TRUE(back) << back.error();
  const auto& read = std::get<ContactRecord>(*back);
  EXPECT_EQ(read.first_name, "Zoë");
  EXPECT_EQ(read.priority, "1");
  EXPECT_EQ(read.origin.row, 7);
}

TEST(RecordJson, KnowsEveryKindOfRecord) {
  const Record all[] = {StudentRecord{}, ContactRecord{}, TeacherRecord{}, ClassRecord{}, GroupRecord{},
                        RoomRecord{}, PeriodRecord{}, TermRecord{}, LessonRecord{}, UnreadableRecord{}};
  for (const auto& record : all) {
    auto back = record_from(to_value(record));
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(back->index(), record.index());
  }
}

TEST(RecordJson, ReportsARecordThatIsNoUtf8AndKeepsItsPlace) {
  auto back = record_from(to_value(Record(TeacherRecord{{"staff.csv", 3}, "T1", "Mr", "Ren\xe9", "Dupont", ""})));
  ASSERT_TRUE(back && std::holds_alternative<UnreadableRecord>(*back));
  EXPECT_EQ(std::get<UnreadableRecord>(*back).origin.row, 3);
}

TEST(RecordJson, BringsTextsIntoFormNfc) {
  auto back = record_from(to_value(Record(TeacherRecord{{"staff.csv", 3}, "T1", "Ms", "Ewa", "Zaja\xCC\xA8" "c", ""})));
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<TeacherRecord>(*back).surname, "Zając");
}

TEST(RecordJson, RefusesWhatIsNoRecord) {
  EXPECT_FALSE(record_from(Value::Map{{"is", "wizard"}}));
  EXPECT_FALSE(record_from(Value::Map{{"is", "student"}, {"file", "a"}, {"row", 1}}));
  EXPECT_FALSE(record_from(nullptr));
}

TEST(RecordJson, CarriesTheTotalsOfTheEnd) {
  auto back = end_marker_from(to_value(EndMarker{{{"students", 12}, {"contacts", 0}}}));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->totals, (std::map<std::string, std::int64_t>{{"students", 12}, {"contacts", 0}}));
  EXPECT_FALSE(end_marker_from(Value::Map{}));
  EXPECT_FALSE(end_marker_from(*parse_json(R"({"totals":{"students":-1}})")));
}

}  // namespace
}  // namespace lodge::core
