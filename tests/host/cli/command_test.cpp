#include "cli/command.h"

#include <gtest/gtest.h>

namespace lodge::cli {
namespace {

std::vector<Command> table() {
  return {{"user", "", "Short.", {}, {}},
          {"user show", "[EMAIL]", "Shows.", {}, {}},
          {"user add", "EMAIL", "Adds.", {{"--role", "ROLE", "Which."}, {"--quiet", "", "Says less."}}, {}}};
}

TEST(Command, TheLongestNameWins) {
  const auto commands = table();
  EXPECT_EQ(find(commands, {"user", "add", "a@b"}), &commands[2]);
  EXPECT_EQ(find(commands, {"user", "list"}), &commands[0]);
  EXPECT_EQ(find(commands, {"nonsense"}), nullptr);
}

TEST(Command, CommonOptionsStandAnywhere) {
  std::vector<std::string> words = {"user", "--json", "add", "--config", "/x", "a@b"};
  const auto common = take_common(words);
  EXPECT_TRUE(common.json);
  EXPECT_EQ(common.config, "/x");
  EXPECT_EQ(words, (std::vector<std::string>{"user", "add", "a@b"}));
}

TEST(Command, SortsOptionsFromPlainWords) {
  const auto commands = table();
  const auto arguments = sort_out(commands[2], {"user", "add", "--role", "teacher", "a@b", "--quiet"});
  EXPECT_EQ(arguments.get("--role"), "teacher");
  EXPECT_TRUE(arguments.has("--quiet"));
  EXPECT_EQ(arguments.plain, std::vector<std::string>{"a@b"});
}

TEST(Command, RefusesWhatItDoesNotKnow) {
  const auto commands = table();
  EXPECT_THROW(sort_out(commands[2], {"user", "add", "a@b", "--rank", "x"}), UsageError);
  EXPECT_THROW(sort_out(commands[2], {"user", "add", "a@b", "--role"}), UsageError);
  EXPECT_THROW(sort_out(commands[2], {"user", "add"}), UsageError);
  EXPECT_THROW(sort_out(commands[2], {"user", "add", "a@b", "c@d"}), UsageError);
}

TEST(Command, MayLeaveOutAWordInBrackets) {
  const auto show = table()[1];
  EXPECT_EQ(sort_out(show, {"user", "show"}).plain.size(), 0U);
  EXPECT_EQ(sort_out(show, {"user", "show", "a@b"}).plain.size(), 1U);
  EXPECT_THROW(sort_out(show, {"user", "show", "a@b", "c@d"}), UsageError);
}

}  // namespace
}  // namespace lodge::cli
