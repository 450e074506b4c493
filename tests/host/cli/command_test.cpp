#include "cli/command.h"

#include <gtest/gtest.h>

namespace lodge::cli {
namespace {

std::vector<Command> table() {
  return {{"user", "", "Short.", "lodge user", {}, {}},
          {"user show", "[EMAIL]", "Shows.", "lodge user show", {}, {}},
          {"user add", "EMAIL", "Adds.", "lodge user add a@b", {{"--role", "ROLE", "Which."}, {"--quiet", "", "Says less."}}, {}},
          {"verify", "", "Proves.", "lodge verify", {}, {}}};
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

TEST(Command, HelpAfterAWordIsAboutItsCommandsAlone) {
  const auto commands = table();
  EXPECT_EQ(help_for(commands, {"user"}),
            "lodge user\n  Short.\n  Example: lodge user\n\n"
            "lodge user show [EMAIL]\n  Shows.\n  Example: lodge user show\n\n"
            "lodge user add EMAIL\n  Adds.\n  --role ROLE\n      Which.\n  --quiet\n      Says less.\n  Example: lodge user add a@b\n\n"
            "Also: --json (the answer as JSON), --config FILE, --help.\nExit codes: 0 done, 1 refused, 2 wrong usage, 3 unavailable.\n");
  EXPECT_TRUE(help_for(commands, {"user", "add", "a@b"}).starts_with("lodge user add EMAIL\n"));
  EXPECT_TRUE(help_for(commands, {"verify"}).starts_with("lodge verify\n"));
  EXPECT_TRUE(help_for(commands, {}).starts_with("usage: "));
  EXPECT_THROW(help_for(commands, {"nonsense"}), UsageError);
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
