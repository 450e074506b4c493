#include "ops/config.h"

#include "host/ops/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodge::ops {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Config loaded(const std::string& file, std::vector<std::string> overrides = {}) {
  auto config = Config::load(file, overrides);
  EXPECT_TRUE(config) << config.error();
  return *config;
}

std::string refusal(const std::string& text) {
  const test::Folder folder;
  const auto config = Config::load(folder.file("lodge.conf", text));
  return config ? "accepted" : config.error();
}

TEST(Config, LaysTheCommandLineOverTheFolderOverTheFileOverTheDefaults) {
  const test::Folder folder;
  const auto file = folder.file("lodge.conf", "http.connections = 1\nmail.smtp.port = 1\nmail.from = a@ashdown.example\n");
  folder.file("conf.d/10-mail.conf", "mail.smtp.port = 2\nmail.from_name = Ashdown\n");
  folder.file("conf.d/20-mail.conf", "mail.smtp.port = 3\n");
  folder.file("conf.d/ignored.txt", "mail.smtp.port = 9\n");
  const auto config = loaded(file, {"mail.from=b@ashdown.example"});
  EXPECT_EQ(config.number("http.connections"), 1);
  EXPECT_EQ(config.number("mail.smtp.port"), 3);
  EXPECT_EQ(config.text("mail.from_name"), "Ashdown");
  EXPECT_EQ(config.text("mail.from"), "b@ashdown.example");
  EXPECT_EQ(config.text("mail.smtp.tls"), "starttls");
}

TEST(Config, ReadsUnits) {
  const test::Folder folder;
  const auto config = loaded(folder.file("lodge.conf",
      "workers.rule_deadline = 250ms\nhttp.header_deadline = 7s\nmail.give_up_after = 2 days\nhttp.body_limit = 2MB\n"));
  EXPECT_EQ(config.duration("workers.rule_deadline"), 250ms);
  EXPECT_EQ(config.duration("http.header_deadline"), 7s);
  EXPECT_EQ(config.duration("mail.give_up_after"), 48h);
  EXPECT_EQ(config.size("http.body_limit"), 2 << 20);
}

TEST(Config, WaitsTenSecondsForAHeadAndThirtyForABody) {
  const test::Folder folder;
  const auto config = loaded(folder.file("lodge.conf", ""));
  EXPECT_EQ(config.duration("http.header_deadline"), 10s);
  EXPECT_EQ(config.duration("http.body_deadline"), 30s);
}

TEST(Config, ReadsListsWithOrWithoutSpaces) {
  const test::Folder folder;
  const auto config = loaded(folder.file("lodge.conf", "http.host_names = lodge.ashdown.example,lodge , 10.0.0.5\n"));
  EXPECT_THAT(config.list("http.host_names"), ElementsAre("lodge.ashdown.example", "lodge", "10.0.0.5"));
  EXPECT_TRUE(config.list("http.proxies").empty());
}

TEST(Config, TakesAValueAsItIsWritten) {
  const test::Folder folder;
  const auto config = loaded(folder.file("lodge.conf",
      "database = mariadb:unix_socket=/run/mysqld/mysqld.sock;dbname=lodge;user=lodge\nmail.from_name = ${system.osName}\n"));
  EXPECT_EQ(config.text("database"), "mariadb:unix_socket=/run/mysqld/mysqld.sock;dbname=lodge;user=lodge");
  EXPECT_EQ(config.text("mail.from_name"), "${system.osName}");
}

TEST(Config, NamesTheFileAndTheNearestKeyForOneItDoesNotKnow) {
  const test::Folder folder;
  const auto file = folder.file("lodge.conf", "mail.smpt.host = mail\n");
  const auto config = Config::load(file);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error(), file + ": there is no key \"mail.smpt.host\" (the nearest is \"mail.smtp.host\").");
}

TEST(Config, RefusesALineWithoutAnEqualsSign) {
  EXPECT_THAT(refusal("listen 127.0.0.1\n"), HasSubstr("(the nearest is \"listen\")"));
}

TEST(Config, RefusesAKeyThatHangsBelowAnother) { EXPECT_THAT(refusal("listen.port = 1\n"), HasSubstr("no key \"listen.port\"")); }

TEST(Config, SaysWhatAValueMustBe) {
  EXPECT_THAT(refusal("http.header_deadline = 10\n"), HasSubstr("http.header_deadline must be a time with its unit"));
  EXPECT_THAT(refusal("http.header_deadline = -1s\n"), HasSubstr("must be a time"));
  EXPECT_THAT(refusal("http.body_limit = 1 megabyte\n"), HasSubstr("must be a size"));
  EXPECT_THAT(refusal("mail.smtp.port = ten\n"), HasSubstr("must be a whole number, not \"ten\""));
  EXPECT_THAT(refusal("mail.smtp.tls = ssl\n"), HasSubstr("must be one of starttls, tls, none, not \"ssl\""));
  EXPECT_THAT(refusal("folder.share = rules\n"), HasSubstr("must be a whole path"));
}

TEST(Config, SaysWhichFileIsNotThere) {
  const auto config = Config::load("/nonexistent/lodge.conf");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error(), "/nonexistent/lodge.conf: the file cannot be read.");
}

TEST(Config, HandsTheChannelItsPassword) {
  const test::Folder folder;
  const std::vector<std::string> overrides = {"mail.smtp.host=mail.ashdown.example",
                                              "mail.smtp.password=" + folder.file("password", "s3cret\n", 0400)};
  const auto settings = Config::standard(overrides)->email_channel();
  ASSERT_TRUE(settings) << settings.error();
  EXPECT_EQ(settings->text_or("host"), "mail.ashdown.example");
  EXPECT_EQ(settings->text_or("password"), "s3cret");
  EXPECT_EQ(settings->integer_or("deadline_ms"), 60'000);
}

TEST(Config, SaysWhichSecretCannotBeRead) {
  const test::Folder folder;
  const std::vector<std::string> overrides = {"mail.smtp.password=" + folder.file("password", "s3cret\n", 0640)};
  const auto settings = Config::standard(overrides)->email_channel();
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error(), HasSubstr("mail.smtp.password: the file "));
  EXPECT_THAT(settings.error(), HasSubstr("chmod 0400"));
}

TEST(ConfigDeathTest, EndsTheProcessThatAsksForAKeyOutsideTheTable) {
  const auto config = *Config::standard();
  EXPECT_DEATH(static_cast<void>(config.text("mail.smpt.host")), "found != values_.end");
}

}  // namespace
}  // namespace lodge::ops
