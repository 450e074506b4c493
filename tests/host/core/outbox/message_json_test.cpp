#include "core/outbox/message_json.h"

#include "core/base64.h"

#include <gtest/gtest.h>
#include <lodge/errors.h>
#include <lodge/json.h>

namespace lodge::core {
namespace {

OutgoingMessage with_a_calendar_file() {
  OutgoingMessage message;
  message.id = MessageId::random();
  message.address = "a@example.org";
  message.subject = "Gym booked – Zoë";
  message.attachments = {{"booking.ics", "text/calendar", std::string("BEGIN\r\n\0\xff", 9)}};
  return message;
}

TEST(MessageJson, ComesBackAsItWent) {
  const auto message = with_a_calendar_file();
  auto back = message_from(*parse_json(to_json(to_value(message))));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->id, message.id);
  EXPECT_EQ(back->subject, message.subject);
  ASSERT_EQ(back->attachments.size(), 1U);
  EXPECT_EQ(back->attachments[0].content, message.attachments[0].content);
}

TEST(MessageJson, RefusesWhatIsNoMessage) {
  auto value = to_value(with_a_calendar_file());
  auto without_subject = *value.map();
  without_subject.erase("subject");
  EXPECT_FALSE(message_from(without_subject));
  EXPECT_FALSE(message_from(Value::Map{{"id", "1"}}));
}

TEST(MessageJson, CarriesReceiptsAndRefusals) {
  EXPECT_EQ(answer_from(to_value(std::expected<Receipt, Undeliverable>(Receipt{"42"})))->provider_reference, "42");
  const auto refused = answer_from(to_value(std::expected<Receipt, Undeliverable>(std::unexpected(Undeliverable{"no such box"}))));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().why, "no such box");
  EXPECT_THROW(static_cast<void>(answer_from(to_value(InDoubt("hung up")))), InDoubt);
  EXPECT_THROW(static_cast<void>(answer_from(nullptr)), InDoubt);
}

TEST(Base64, WritesTheRfcsExamples) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, ReadsOnlyWhatItWouldWrite) {
  EXPECT_EQ(from_base64("Zm8="), "fo");
  for (const auto* bad : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zm 8", "Zm8=Zm8=", "Zm-_"}) EXPECT_FALSE(from_base64(bad)) << bad;
}

}  // namespace
}  // namespace lodge::core
