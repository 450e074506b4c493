// How the channel behaves towards servers good, slow, moody and false.
#include "plugins/email/mail_server.h"

#include <lodge/errors.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace lodge::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

/// What came of handing over one message: "sent", "undeliverable: …" or "unavailable: …".
std::string outcome(Channel& channel, const OutgoingMessage& message = an_outgoing_message()) {
  try {
    const auto sent = channel.send(message);
    return sent ? "sent" : "undeliverable: " + sent.error().why;
  } catch (const InDoubt& doubt) {
    return std::string("in doubt: ") + doubt.what();
  } catch (const Unavailable& outage) {
    return std::string("unavailable: ") + outage.what();
  }
}

std::string outcome(const MailServer& server, Value::Map more = {}) {
  auto settings = server.settings();
  more.merge(settings);
  return outcome(*make_channel(more));
}

TEST(Smtp, SpeaksStarttls) {
  const MailServer server({"--tls", "starttls"});
  EXPECT_EQ(outcome(server), "sent");
  EXPECT_TRUE(server.kept().at(0).boolean_or("tls"));
}

TEST(Smtp, SpeaksTlsFromTheFirstByte) {
  const MailServer server({"--tls", "tls"});
  EXPECT_EQ(outcome(server), "sent");
}

TEST(Smtp, SignsInWithinTls) {
  const MailServer server({"--tls", "starttls", "--user", "lodge:s3cret"});
  EXPECT_EQ(outcome(server, {{"user", "lodge"}, {"password", "s3cret"}}), "sent");
  EXPECT_TRUE(server.kept().at(0).boolean_or("signed_in"));
}

TEST(Smtp, TakesAWrongPasswordForAnOutageOfOurOwn) {
  const MailServer server({"--tls", "starttls", "--user", "lodge:s3cret"});
  const auto result = outcome(server, {{"user", "lodge"}, {"password", "hunter2"}});
  EXPECT_THAT(result, HasSubstr("unavailable"));
  EXPECT_THAT(result, Not(HasSubstr("hunter2")));
  EXPECT_THAT(outcome(server), HasSubstr("unavailable"));
}

TEST(Smtp, AnswersTheServersReference) {
  const MailServer server;
  const auto sent = make_channel(server.settings())->send(an_outgoing_message());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->provider_reference, "2.0.0 OK queued as 1");
}

TEST(Smtp, SendsOneMessageAfterAnother) {
  const MailServer server({"--tls", "starttls", "--reject", "gone@example.org"});
  const auto channel = make_channel(server.settings());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(outcome(*channel), "sent");
  auto gone = an_outgoing_message();
  gone.address = "gone@example.org";
  EXPECT_THAT(outcome(*channel, gone), HasSubstr("undeliverable: the mail server refuses it for good, with code 550"));
  EXPECT_EQ(outcome(*channel), "sent");
  EXPECT_THAT(server.kept(), SizeIs(6));
}

TEST(Smtp, IsToldForGoodThatContentIsRefused) {
  const MailServer server;
  auto message = an_outgoing_message();
  message.text = "refuse-content";
  const auto channel = make_channel(server.settings());
  EXPECT_THAT(outcome(*channel, message), HasSubstr("undeliverable: the mail server refuses it for good, with code 554"));
  EXPECT_EQ(outcome(*channel), "sent");
}

TEST(Smtp, RefusesAWrongAddressWithoutAskingAnybody) {
  const MailServer server;
  const auto channel = make_channel(server.settings());
  auto message = an_outgoing_message();
  for (const auto* address : {"", "nobody", "a@b\r\nRCPT TO:<c@d>", "a@b>\r\nDATA"}) {
    message.address = address;
    const auto result = outcome(*channel, message);
    EXPECT_EQ(result, "undeliverable: the address is not one that mail can be sent to");
  }
}

TEST(Smtp, TriesAgainLaterWhenTheServerSaysSo) {
  const MailServer server({"--fail-first", "1"});
  const auto channel = make_channel(server.settings());
  EXPECT_THAT(outcome(*channel), HasSubstr("code 451"));
  EXPECT_EQ(outcome(*channel), "sent");
}

TEST(Smtp, KeepsTheMessageIdWhenTheAnswerWasLost) {
  const MailServer server({"--drop-first", "1"});
  const auto channel = make_channel(server.settings());
  const auto message = an_outgoing_message();
  EXPECT_THAT(outcome(*channel, message), HasSubstr("in doubt"));
  EXPECT_EQ(outcome(*channel, message), "sent");
  const auto kept = server.kept();
  ASSERT_THAT(kept, SizeIs(2));
  EXPECT_EQ(header(kept[0], "Message-ID"), header(kept[1], "Message-ID"));
}

TEST(Smtp, GivesUpWaitingAtItsDeadline) {
  const MailServer server({"--delay", "30"});
  EXPECT_THAT(outcome(server, {{"deadline_ms", 500}}), HasSubstr("in doubt"));
}

TEST(Smtp, SaysThatNobodyListens) {
  Value::Map settings;
  {
    const MailServer gone;
    settings = gone.settings();
  }
  EXPECT_THAT(outcome(*make_channel(settings)), HasSubstr("unavailable"));
}

TEST(Smtp, RefusesAServerWhoseStarttlsWasStripped) {
  const MailServer server({"--tls", "none"});
  EXPECT_THAT(outcome(server, {{"tls", "starttls"}, {"user", "lodge"}, {"password", "s3cret"}}), HasSubstr("unavailable"));
  EXPECT_THAT(server.kept(), SizeIs(0));
}

TEST(Smtp, TrustsOnlyTheNamedAuthority) {
  const MailServer server({"--tls", "starttls"}), other({"--tls", "starttls"});
  EXPECT_THAT(outcome(server, {{"authority", other.settings().at("authority")}}), HasSubstr("unavailable"));
  EXPECT_THAT(outcome(server, {{"authority", ""}}), HasSubstr("unavailable")) << "Debian's authorities do not know the test's";
}

class FalseServer : public ::testing::TestWithParam<std::vector<std::string>> {};

TEST_P(FalseServer, IsRefusedWithEitherKindOfTls) {
  for (const auto* tls : {"starttls", "tls"}) {
    auto options = GetParam();
    options.insert(options.end(), {"--tls", tls});
    const MailServer server(options);
    EXPECT_THAT(outcome(server), HasSubstr("SSL")) << tls;
    EXPECT_THAT(server.kept(), SizeIs(0));
  }
}

using Options = std::vector<std::string>;
INSTANTIATE_TEST_SUITE_P(Certificate, FalseServer,
                         ::testing::Values(Options{"--certificate", "expired"}, Options{"--certificate", "wrong_name"},
                                           Options{"--certificate", "no_names"}, Options{"--certificate", "self_signed"},
                                           Options{"--certificate", "unknown_authority"}, Options{"--certificate", "weak_key"},
                                           Options{"--old-tls"}));

}  // namespace
}  // namespace lodge::test
