#include "settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace lodge::email {
namespace {

using ::testing::HasSubstr;

Value::Map fine() { return {{"host", "mail.ashdown.example"}, {"from", "office@ashdown.example"}}; }

std::string refusal(std::string key, Value value) {
  auto settings = fine();
  settings[std::move(key)] = std::move(value);
  try {
    EmailSettings::read(settings);
    return "accepted";
  } catch (const std::invalid_argument& wrong) {
    return wrong.what();
  }
}

TEST(EmailSettings, WantStarttlsUnlessToldOtherwise) {
  const auto settings = EmailSettings::read(fine());
  EXPECT_EQ(settings.tls, Tls::starttls);
  EXPECT_EQ(settings.port, 587);
}

TEST(EmailSettings, AllowNoTlsOnlyOnThisMachine) {
  EXPECT_THAT(refusal("tls", "none"), HasSubstr("only for a mail server on this machine"));
  for (const auto* host : {"127.0.0.1", "::1", "localhost"}) {
    EXPECT_EQ(EmailSettings::read(Value::Map{{"host", host}, {"tls", "none"}, {"from", "a@b"}}).tls, Tls::none);
  }
}

TEST(EmailSettings, RefuseAHostThatIsMoreThanAHost) {
  for (const auto* host : {"", "mail/ehlo", "user@mail", "mail.example?x", "mail example", "mail\r\n"}) {
    EXPECT_THAT(refusal("host", host), HasSubstr("mail.smtp.host must be")) << host;
  }
}

TEST(EmailSettings, RefuseSendersThatAreNoAddress) {
  EXPECT_THAT(refusal("from", "Ashdown School"), HasSubstr("mail.from must be"));
  EXPECT_THAT(refusal("reply_to", "a@b\r\nBcc: c@d"), HasSubstr("mail.reply_to must be"));
}

TEST(EmailSettings, RefuseOtherNonsense) {
  EXPECT_THAT(refusal("port", 0), HasSubstr("mail.smtp.port"));
  EXPECT_THAT(refusal("tls", "ssl"), HasSubstr("mail.smtp.tls"));
  EXPECT_THAT(refusal("deadline_ms", 0), HasSubstr("mail.smtp.deadline"));
}

}  // namespace
}  // namespace lodge::email
