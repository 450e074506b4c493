#include "ops/secrets.h"

#include "host/ops/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace lodge::ops {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Says where systemd would have put the credentials, for one test.
class Credentials {
 public:
  explicit Credentials(const std::string& folder) { ::setenv("CREDENTIALS_DIRECTORY", folder.c_str(), 1); }
  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;
  ~Credentials() { ::unsetenv("CREDENTIALS_DIRECTORY"); }
};

TEST(Secrets, ReadsAFileThatOnlyItsOwnerMayRead) {
  const test::Folder folder;
  EXPECT_EQ(read_secret(folder.file("key", "s3cret\n", 0400)), "s3cret");
}

TEST(Secrets, RefusesAnyWiderMode) {
  const test::Folder folder;
  for (const auto mode : {0600U, 0440U, 0404U, 0500U, 0644U}) {
    const auto path = folder.file("key" + std::to_string(mode), "s3cret", mode);
    EXPECT_EQ(read_secret(path).error(), "the file " + path + " may be read or changed by too many: chmod 0400 " + path);
  }
}

TEST(Secrets, ReadsACredentialOfSystemd) {
  const test::Folder folder;
  folder.file("mail-password", "s3cret\n", 0440);
  const Credentials credentials(folder.path());
  EXPECT_EQ(read_secret("mail-password"), "s3cret");
}

TEST(Secrets, NeverLeavesTheFolderOfCredentials) {
  const test::Folder folder;
  folder.file("outside", "s3cret");
  folder.file("inside/x", "");
  const Credentials credentials(folder.path() + "/inside");
  EXPECT_FALSE(read_secret("../outside"));
}

TEST(Secrets, NeverRepeatsWhatMayBeTheSecretItself) {
  ::unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_THAT(read_secret("hunter2").error(), Not(HasSubstr("hunter2")));
  const test::Folder folder;
  const Credentials credentials(folder.path());
  EXPECT_THAT(read_secret("hunter2").error(), Not(HasSubstr("hunter2")));
}

TEST(Secrets, SaysWhichFileIsNotThere) { EXPECT_EQ(read_secret("/nonexistent").error(), "the file /nonexistent is not there"); }

}  // namespace
}  // namespace lodge::ops
