#include "core/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodge::core {
namespace {

using ::testing::HasSubstr;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

std::string written(Level level, std::string value = "x") {
  CaptureStderr();
  log(level, "TEST-001", "Something happened.", {{"what", std::move(value)}});
  return GetCapturedStderr();
}

TEST(Log, WritesOneLineWithLevelEventAndFields) {
  EXPECT_EQ(written(Level::warning), "<4>TEST-001 Something happened. what=\"x\"\n");
}

TEST(Log, CannotBeMadeToWriteAnotherLine) {
  EXPECT_EQ(written(Level::notice, "a\"\n<0>FORGED\x1b[2J"), "<5>TEST-001 Something happened. what=\"a\\x22\\x0a<0>FORGED\\x1b[2J\"\n");
}

TEST(Log, CannotBeMadeToWriteAnotherLineByItsSentence) {
  testing::internal::CaptureStderr();
  log(Level::notice, "TEST-001", "A plugin said \"no\"\n<0>FORGED");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "<5>TEST-001 A plugin said \"no\"\\x0a<0>FORGED\n");
}

TEST(Log, LeavesOutWhatIsLessThanWanted) {
  log_at_least(level_of("warning"));
  EXPECT_EQ(written(Level::notice), "");
  EXPECT_THAT(written(Level::warning), HasSubstr("TEST-001"));
  EXPECT_THAT(written(Level::error), HasSubstr("TEST-001"));
  log_at_least(Level::info);
  EXPECT_THAT(written(Level::info), HasSubstr("TEST-001"));
}

}  // namespace
}  // namespace lodge::core
