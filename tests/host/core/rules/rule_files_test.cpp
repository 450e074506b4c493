#include "core/rules/rule_files.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace lodge::core {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

// A school's folder and a shipped one, both empty.
class RuleFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = "/tmp/lodge-rules-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    home_ = name;
    folders_ = {home_ / "shipped", home_ / "rules.d"};
    fs::create_directories(folders_.shipped / "rooms");
    fs::create_directories(folders_.school);
  }
  void TearDown() override { fs::remove_all(home_); }

  void ship(const std::string& name, const std::string& text = "shipped") { write(folders_.shipped / "rooms" / (name + ".lua"), text); }
  void own(const std::string& name, const std::string& text = "own") { write(folders_.school / (name + ".lua"), text); }
  void conf(const std::string& text) { write(folders_.school / "rules.conf", text); }
  static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

  std::vector<std::string> active() const {
    std::vector<std::string> names;
    for (const auto& rule : read_rules(folders_).active) names.push_back(rule.name + " " + rule.text);
    return names;
  }

  fs::path home_;
  RuleFolders folders_;
};

TEST_F(RuleFilesTest, HasTheSchoolsOwnOnBecauseTheyAreThere) {
  ship("a");
  own("c");
  own("b");
  EXPECT_THAT(active(), ElementsAre("b own", "c own"));
}

TEST_F(RuleFilesTest, HasShippedOnesOnWhenTheConfSaysSo) {
  ship("a");
  ship("b");
  own("c");
  conf("# ours\na = on\n b=off \n\nc = off\n");
  EXPECT_THAT(active(), ElementsAre("a shipped"));
}

TEST_F(RuleFilesTest, PrefersTheSchoolsOwnOfTheSameName) {
  ship("a");
  own("a");
  conf("a = on");
  EXPECT_THAT(active(), ElementsAre("a own"));
}

TEST_F(RuleFilesTest, HandsARuleWhatIsSetForIt) {
  ship("a");
  conf("a = on\na.notice = 3 school days\na.kinds=ICT, music\n");
  const Value::Map expected{{"kinds", "ICT, music"}, {"notice", "3 school days"}};
  EXPECT_EQ(read_rules(folders_).active.at(0).set, expected);
}

TEST_F(RuleFilesTest, NamesTheLineThatItDoesNotUnderstand) {
  conf("# ours\nnonsense\na = maybe\n");
  EXPECT_THAT(read_rules(folders_).faults, ElementsAre(HasSubstr("line 2"), HasSubstr("line 3: a rule is on or off"),
                                                       HasSubstr("no rule named \"a\"")));
}

TEST_F(RuleFilesTest, TakesMissingFoldersAsEmpty) {
  EXPECT_TRUE(read_rules({home_ / "none", home_ / "neither"}).active.empty());
}

TEST_F(RuleFilesTest, HasAnotherStampAfterEachChange) {
  own("a");
  const auto before = read_rules(folders_).stamp;
  EXPECT_EQ(stamp_of(folders_), before);
  own("a", "longer than before");
  const auto after = stamp_of(folders_);
  EXPECT_NE(after, before);
  conf("a = off");
  EXPECT_NE(stamp_of(folders_), after);
}

}  // namespace
}  // namespace lodge::core
