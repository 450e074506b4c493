// Holds etc/lodge.conf, the file that a technician opens first, to the table of keys.
#include "ops/config.h"
#include "ops/config_keys.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

namespace lodge::ops {
namespace {

struct Shown {
  std::string standard, explanation;
};

/// What the file shows of each key ("#key = default"), with the comment above it as one line.
std::map<std::string, Shown> shown_keys() {
  std::map<std::string, Shown> shown;
  std::ifstream file(std::string(LODGE_SOURCE_DIR) + "/etc/lodge.conf");
  std::string line, comment;
  while (std::getline(file, line)) {
    if (line.starts_with("# ")) {
      comment += (comment.empty() ? "" : " ") + line.substr(2);
      continue;
    }
    const auto equals = line.find(" =");
    if (line.starts_with("#") && equals != std::string::npos) {
      shown[line.substr(1, equals - 1)] = {line.size() > equals + 3 ? line.substr(equals + 3) : "", comment};
    }
    comment.clear();
  }
  return shown;
}

TEST(ConfigFile, ShowsEachKeyWithItsDefaultAndItsExplanation) {
  const auto shown = shown_keys();
  for (const auto& key : config_keys()) {
    const auto found = shown.find(std::string(key.name));
    ASSERT_NE(found, shown.end()) << key.name << " is missing";
    EXPECT_EQ(found->second.standard, key.standard) << key.name;
    EXPECT_EQ(found->second.explanation, key.explanation) << key.name;
  }
}

TEST(ConfigFile, ShowsNoKeyThatIsNotKnown) {
  for (const auto& [name, what] : shown_keys()) EXPECT_NE(find_config_key(name), nullptr) << name;
}

TEST(ConfigFile, ChangesNothingAsItIsShipped) {
  const auto shipped = Config::load(std::string(LODGE_SOURCE_DIR) + "/etc/lodge.conf");
  ASSERT_TRUE(shipped) << shipped.error();
  for (const auto& key : config_keys()) EXPECT_EQ(shipped->text(key.name), key.standard) << key.name;
}

TEST(ConfigKeys, AreOfTheirOwnType) {
  std::vector<std::string> defaults;
  for (const auto& key : config_keys()) defaults.push_back(std::string(key.name) + "=" + std::string(key.standard));
  const auto config = Config::standard(defaults);
  EXPECT_TRUE(config) << config.error();
}

TEST(ConfigKeys, StandOnlyOnce) {
  std::set<std::string_view> names;
  for (const auto& key : config_keys()) EXPECT_TRUE(names.insert(key.name).second) << key.name;
}

}  // namespace
}  // namespace lodge::ops
