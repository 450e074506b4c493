#include <lodge/icalendar.h>

#include <gmock/gmock.h>

namespace lodge {
namespace {

using testing::HasSubstr;

CalendarEvent event() {
  const Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 12) + std::chrono::hours(12);
  return {.uid = "x@lodge", .when = *Interval::make(noon, noon + std::chrono::minutes(50)), .stamp = noon, .sequence = 3,
          .summary = "Choir; loud, \\ and\nlong", .location = "Hall", .description = ""};
}

std::string file(const CalendarEvent& event, CalendarMethod method = CalendarMethod::publish) { return icalendar(std::span(&event, 1), method); }

TEST(ICalendar, SaysTimesInUtcAndEscapesText) {
  const auto text = file(event());
  EXPECT_THAT(text, HasSubstr("DTSTART:20261112T120000Z\r\nDTEND:20261112T125000Z\r\n"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:Choir\\; loud\\, \\\\ and\\nlong\r\n"));
  EXPECT_THAT(text, HasSubstr("SEQUENCE:3\r\n"));
}

TEST(ICalendar, NoTextCanAddALine) {
  auto evil = event();
  evil.summary = "x\r\nATTENDEE:mailto:a@b.c";
  evil.url = "https://x\r\nATTENDEE:mailto:a@b.c";
  EXPECT_EQ(file(evil).find("\r\nATTENDEE"), std::string::npos);
}

TEST(ICalendar, FoldsBetweenCharacters) {
  auto polish = event();
  polish.summary.clear();
  for (int i = 0; i < 100; ++i) polish.summary += "ż";
  const auto text = file(polish);
  std::size_t start = 0;
  for (auto end = text.find("\r\n"); end != std::string::npos; start = end + 2, end = text.find("\r\n", start)) {
    EXPECT_LE(end - start, 75U);
    EXPECT_NE(static_cast<unsigned char>(text[start + (text[start] == ' ' ? 1 : 0)]) & 0xC0U, 0x80U) << "a character was cut";
  }
}

TEST(ICalendar, ACancellationSaysSoTwice) {
  auto gone = event();
  gone.cancelled = true;
  const auto text = file(gone, CalendarMethod::cancel);
  EXPECT_THAT(text, HasSubstr("METHOD:CANCEL\r\n"));
  EXPECT_THAT(text, HasSubstr("STATUS:CANCELLED\r\n"));
}

}  // namespace
}  // namespace lodge
