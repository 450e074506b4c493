// What arrives, read by a mail server and an e-mail library that share no code with ours.
#include "plugins/email/mail_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodge::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Sends and answers what arrived.
Value arrived(const OutgoingMessage& message) {
  const MailServer server;
  const auto sent = make_channel(server.settings())->send(message);
  EXPECT_TRUE(sent) << sent.error().why;
  const auto kept = server.kept();
  EXPECT_EQ(kept.size(), 1U);
  return kept.at(0);
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> all;
  for (const auto& value : *list.list()) all.push_back(*value.text());
  return all;
}

const Value& part(const Value& kept, std::size_t index) { return kept.at("parts").list()->at(index); }

TEST(EmailMessage, ArrivesWithItsHeaders) {
  const auto message = an_outgoing_message();
  const auto kept = arrived(message);
  EXPECT_EQ(header(kept, "From"), "Ashdown School <office@ashdown.example>");
  EXPECT_EQ(header(kept, "To"), "Mrs Małgorzata Zając <m.zajac@example.org>");
  EXPECT_EQ(header(kept, "Reply-To"), "reception@ashdown.example");
  EXPECT_EQ(header(kept, "Subject"), "Room H1 is yours: Thursday 12 November, 10:00 – 11:00");
  EXPECT_EQ(header(kept, "Message-ID"), "<" + message.id.text() + "@ashdown.example>");
  EXPECT_EQ(header(kept, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(header(kept, "Content-Language"), "en");
  EXPECT_EQ(header(kept, "MIME-Version"), "1.0");
  EXPECT_THAT(header(kept, "Date"), HasSubstr("+0000"));
  EXPECT_EQ(header(kept, "List-Unsubscribe"), "(none)");
  EXPECT_EQ(kept.text_or("from"), "office@ashdown.example");
  EXPECT_THAT(texts(kept.at("to")), ElementsAre("m.zajac@example.org"));
}

TEST(EmailMessage, IsWellFormedToTheByte) {
  const auto kept = arrived(an_outgoing_message());
  EXPECT_THAT(texts(kept.at("defects")), ElementsAre());
  EXPECT_THAT(texts(kept.at("header_defects")), ElementsAre());
  EXPECT_LE(kept.integer_or("longest_line"), 78);
  EXPECT_EQ(kept.integer_or("bare_newlines"), 0);
  EXPECT_TRUE(kept.boolean_or("ascii"));
}

TEST(EmailMessage, CarriesTextThenHtmlThenTheCalendar) {
  const auto message = an_outgoing_message();
  const auto kept = arrived(message);
  EXPECT_THAT(texts(kept.at("types")),
              ElementsAre("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"));
  EXPECT_EQ(part(kept, 0).text_or("text"), message.text);
  EXPECT_EQ(part(kept, 0).at("parameters").text_or("charset"), "utf-8");
  EXPECT_THAT(part(kept, 1).text_or("text"), HasSubstr(message.html));
}

TEST(EmailMessage, AttachesTheCalendarWithItsMethodAndItsNameInUtf8) {
  const auto message = an_outgoing_message();
  const auto kept = arrived(message);
  EXPECT_EQ(part(kept, 2).text_or("disposition"), "attachment");
  EXPECT_EQ(part(kept, 2).text_or("file_name"), "Zając H1.ics");
  EXPECT_EQ(part(kept, 2).at("parameters").text_or("method"), "PUBLISH");
  EXPECT_EQ(part(kept, 2).at("parameters").text_or("charset"), "utf-8");
  EXPECT_EQ(part(kept, 2).text_or("text"), message.attachments[0].content);
}

TEST(EmailMessage, OffersAnInvitationAsAnAlternativeToo) {
  auto message = an_outgoing_message();
  message.attachments[0].content = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
  const auto kept = arrived(message);
  EXPECT_THAT(texts(kept.at("types")), ElementsAre("multipart/mixed", "multipart/alternative", "text/plain", "text/html",
                                                   "text/calendar", "text/calendar"));
  EXPECT_EQ(part(kept, 2).at("parameters").text_or("method"), "REQUEST");
  EXPECT_TRUE(part(kept, 2).at("disposition").is_null());
}

TEST(EmailMessage, IsPlainWithoutHtmlAndAttachments) {
  auto message = an_outgoing_message();
  message.html.clear();
  message.attachments.clear();
  EXPECT_THAT(texts(arrived(message).at("types")), ElementsAre("multipart/alternative", "text/plain"));
}

TEST(EmailMessage, TakesNoHeaderFromWhatPeopleTyped) {
  auto message = an_outgoing_message();
  message.subject = "Maths\r\nBcc: thief@example.org\r\n\r\nHello";
  message.recipient_name = "Mr X\r\nBcc: thief@example.org\n\rCc: thief@example.org";
  message.attachments[0].file_name = "a\r\nBcc: thief@example.org.ics";
  message.attachments[0].media_type = "text/calendar\r\nBcc: thief@example.org";
  message.language = "en\r\nBcc: thief@example.org";
  const auto kept = arrived(message);
  EXPECT_EQ(header(kept, "Bcc"), "(none)");
  EXPECT_EQ(header(kept, "Cc"), "(none)");
  EXPECT_THAT(texts(kept.at("to")), ElementsAre("m.zajac@example.org"));
  EXPECT_THAT(header(kept, "Subject"), HasSubstr("Maths  Bcc: thief@example.org"));
  EXPECT_EQ(header(kept, "Message-ID"), "<" + message.id.text() + "@ashdown.example>");
}

TEST(EmailMessage, SurvivesEveryPlaceOfInjection) {
  for (const auto* ending : {"\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9", "%0d%0a", "\\r\\n"}) {
    auto message = an_outgoing_message();
    message.subject = message.recipient_name = std::string("a") + ending + "Bcc: thief@example.org" + ending + ending + "body";
    const auto kept = arrived(message);
    EXPECT_EQ(header(kept, "Bcc"), "(none)");
    EXPECT_THAT(texts(kept.at("to")), ElementsAre("m.zajac@example.org"));
    EXPECT_EQ(part(kept, 0).text_or("text"), message.text);
  }
}

TEST(EmailMessage, KeepsNamesThatLookLikeSyntax) {
  for (const auto* name : {"O'Brien, Dr. \"Bob\" <x>", "=?utf-8?q?x?=", "Иванова Анна", "张伟", "آمنة", "Mr 🦊 Fox"}) {
    auto message = an_outgoing_message();
    message.recipient_name = name;
    const auto kept = arrived(message);
    EXPECT_THAT(texts(kept.at("to")), ElementsAre("m.zajac@example.org")) << name;
    EXPECT_THAT(header(kept, "To"), HasSubstr("<m.zajac@example.org>")) << name;
    EXPECT_EQ(kept.integer_or("bare_newlines"), 0);
  }
}

TEST(EmailMessage, FoldsALongSubject) {
  auto message = an_outgoing_message();
  message.subject.clear();
  for (int i = 0; i < 60; ++i) message.subject += "Zając ";
  const auto kept = arrived(message);
  EXPECT_LE(kept.integer_or("longest_line"), 78);
  EXPECT_THAT(header(kept, "Subject"), HasSubstr("Zając Zając Zając"));
}

}  // namespace
}  // namespace lodge::test
