#include "loader/loader.h"

#include "loader/peek.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace lodge::loader {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kBroken = fs::path(LODGE_BINARY_DIR) / "tests/broken";

// Why a plugin of the broken ones is refused when it is opened.
std::string refused(const std::string& name) {
  auto opened = open_plugin(kBroken / (name + ".so"), Owner::anybody);
  return opened ? "it was opened" : opened.error();
}

std::string does_not_start(const std::string& name) {
  auto opened = open_plugin(kBroken / (name + ".so"), Owner::anybody);
  if (!opened) return opened.error();
  auto started = start_channel(*opened, {});
  return started ? "it started" : started.error();
}

TEST(Loader, SaysThatAFileIsNotThere) { EXPECT_THAT(refused("gone"), HasSubstr("gone.so is not there")); }

TEST(Loader, SaysThatALibraryIsNoPlugin) { EXPECT_THAT(refused("no_entry"), HasSubstr("has no entry \"lodge_plugin\"")); }

TEST(Loader, SaysWhichAbiAFileSpeaksAndWhichWasWanted) {
  const auto why = refused("wrong_abi");
  EXPECT_THAT(why, HasSubstr("wrong_abi.so speaks abi " + std::to_string(kAbi + 1) + ", this host abi " + std::to_string(kAbi)));
  EXPECT_THAT(why, HasSubstr("a newer Lodge"));
}

TEST(Loader, RefusesAKindThatMakesNothingOfItsKind) { EXPECT_THAT(refused("wrong_kind"), HasSubstr("kind 3 (channel)")); }

TEST(Loader, RefusesAFileWithAnotherName) { EXPECT_THAT(refused("other_name"), HasSubstr("must be named its_own_name.so")); }

TEST(Loader, NamesTheSymbolThatIsMissing) {
  const auto why = refused("undefined_symbol");
  EXPECT_THAT(why, HasSubstr("of_a_library_that_is_not_there"));
  EXPECT_THAT(why, Not(HasSubstr("Bad file descriptor")));
}

TEST(Loader, SaysWhyAPluginDidNotStart) {
  EXPECT_THAT(does_not_start("throws_at_start"), HasSubstr("throws_at_start.so did not start: the setting \"server\" is missing"));
  EXPECT_THAT(does_not_start("makes_nothing"), HasSubstr("it made nothing"));
}

TEST(Loader, DoesNotStartAChannelAsAConnector) {
  auto opened = open_plugin(kBroken / "throws_at_start.so", Owner::anybody);
  ASSERT_TRUE(opened) << opened.error();
  EXPECT_THAT(start_mis(*opened, {}).error(), HasSubstr("is a channel, not a MIS connector"));
}

TEST(Loader, GoesOnWithoutTheBrokenOnesOfAFolder) {
  const auto opened = open_folder(kBroken, Owner::anybody);
  EXPECT_FALSE(opened.plugins.empty());
  EXPECT_GE(opened.refused.size(), 5U);
  for (const auto& refused : opened.refused) EXPECT_THAT(refused.why, HasSubstr(refused.file.filename().native()));
}

TEST(Loader, OnlyLooksAtChannelsAndConnectorsForAHost) {
  const auto opened = open_modules(kBroken, Owner::anybody);
  EXPECT_TRUE(opened.plugins.empty());
  const auto found = std::ranges::find(opened.seen, "wilful_connector", &SeenPlugin::name);
  ASSERT_NE(found, opened.seen.end());
  EXPECT_EQ(found->kind, PluginKind::mis_connector);
}

TEST(Loader, RunsNothingOfAPluginFromAnotherTime) {
  EXPECT_THAT(refused("shouts_when_loaded"), HasSubstr("speaks abi"));
  EXPECT_EQ(::getenv("LODGE_SHOUTED"), nullptr);
}

TEST(Loader, RefusesAnEntryThatIsNoConstant) { EXPECT_THAT(refused("made_at_start"), HasSubstr("is no constant")); }

// Cut off and spoilt at every place that its tables begin: read, refused, never believed.
TEST(Peek, SurvivesFilesThatAreSpoilt) {
  std::ifstream stream(kBroken / "wrong_abi.so", std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  const auto spoilt = fs::temp_directory_path() / ("lodge-peek-" + std::to_string(::getpid()) + ".so");
  const auto look = [&](const std::string& bytes) {
    fs::remove(spoilt);  // writing over a file waits for the disk on some file systems
    std::ofstream(spoilt, std::ios::binary) << bytes;
    static_cast<void>(peek(spoilt));
  };
  const std::size_t step = whole.size() / 200;
  for (std::size_t size = 0; size < whole.size(); size += step) look(whole.substr(0, size));
  for (std::size_t at = 0; at + 8 < whole.size(); at += step) look(std::string(whole).replace(at, 8, 8, '\xff'));
  for (std::size_t at = 16; at < 64; ++at) look(std::string(whole).replace(at, 1, 1, '\xff'));
  fs::remove(spoilt);
}

TEST(Loader, TakesAFolderThatIsNotThereAsEmpty) {
  const auto opened = open_folder(kBroken / "no such folder");
  EXPECT_TRUE(opened.plugins.empty() && opened.refused.empty());
}

// A plugin's file in a folder of its own, which each test may spoil.
class LoaderOwner : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = "/tmp/lodge-loader-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directory(folder_ / "plugins");
    plugin_ = folder_ / "plugins/throws_at_start.so";
    fs::copy_file(kBroken / "throws_at_start.so", plugin_);
    allow(plugin_, 0644);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static void allow(const fs::path& path, ::mode_t mode) { ASSERT_EQ(::chmod(path.c_str(), mode), 0); }
  std::string why() const {
    auto opened = open_plugin(plugin_);
    return opened ? "" : opened.error();
  }

  fs::path folder_, plugin_;
};

TEST_F(LoaderOwner, OpensWhatOnlyWeMayWrite) { EXPECT_EQ(why(), ""); }

TEST_F(LoaderOwner, RefusesAFileThatOthersMayWrite) {
  allow(plugin_, 0664);
  EXPECT_THAT(why(), HasSubstr("others may write to " + plugin_.native()));
  allow(plugin_, 0646);
  EXPECT_THAT(why(), HasSubstr("chmod go-w"));
}

TEST_F(LoaderOwner, RefusesAFileInAFolderThatOthersMayWrite) {
  allow(plugin_.parent_path(), 0777);
  EXPECT_THAT(why(), HasSubstr("others may write to " + plugin_.parent_path().native()));
}

TEST_F(LoaderOwner, RefusesAFileBelowAFolderThatOthersMayWrite) {
  allow(folder_, 0770);
  EXPECT_THAT(why(), HasSubstr("others may write to " + folder_.native()));
}

TEST_F(LoaderOwner, LooksAtWhatALinkPointsTo) {
  const auto link = folder_ / "throws_at_start.so";
  fs::create_symlink(plugin_, link);
  allow(plugin_, 0666);
  EXPECT_FALSE(open_plugin(link));
}

TEST_F(LoaderOwner, RefusesAFileOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  ASSERT_EQ(::chown(plugin_.c_str(), 65534, 65534), 0);
  EXPECT_THAT(why(), HasSubstr("belongs to user 65534"));
}

TEST_F(LoaderOwner, RefusesWhatIsNoLibrary) {
  std::ofstream(plugin_, std::ios::trunc) << "hello";
  EXPECT_THAT(why(), HasSubstr("cannot be loaded"));
}

}  // namespace
}  // namespace lodge::loader
