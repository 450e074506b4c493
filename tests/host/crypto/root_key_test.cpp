#include "crypto/root_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

namespace lodge::crypto {
namespace {

class RootKey : public testing::Test {
 protected:
  RootKey() {
    std::string pattern = testing::TempDir() + "root_key_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~RootKey() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path file() const { return folder_ / "root.key"; }
  std::filesystem::path folder_;
};

TEST_F(RootKey, IsReadAsItWasMade) {
  create_root_key(file());
  const auto key = read_root_key(file());
  EXPECT_EQ(key, read_root_key(file()));
  EXPECT_NE(key, core::Key{});
}

TEST_F(RootKey, IsForItsOwnerAlone) {
  create_root_key(file());
  struct stat status {};
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0400U);
  ASSERT_EQ(::chmod(file().c_str(), 0440), 0);
  EXPECT_THROW(read_root_key(file()), BadKeyFile);
}

TEST_F(RootKey, IsNeverReplaced) {
  create_root_key(file());
  EXPECT_THROW(create_root_key(file()), BadKeyFile);
}

TEST_F(RootKey, IsRefusedWhenMissingOrDamaged) {
  EXPECT_THROW(read_root_key(file()), BadKeyFile);
  std::ofstream(file()) << "short\n";
  ASSERT_EQ(::chmod(file().c_str(), 0400), 0);
  EXPECT_THROW(read_root_key(file()), BadKeyFile);
}

}  // namespace
}  // namespace lodge::crypto
