#include "cli/command.h"

#include <algorithm>
#include <sstream>

namespace lodge::cli {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool begins_with(const std::vector<std::string>& words, const std::vector<std::string>& beginning) {
  return words.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), words.begin());
}

std::string take_value(std::vector<std::string>& words, std::size_t at) {
  if (at + 1 >= words.size()) throw UsageError{words[at] + " needs a value."};
  const std::string value = words[at + 1];
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  return value;
}

constexpr std::string_view kExitCodes = "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 unavailable.\n";

/// "user" means all of its commands, "user add" and "user add NAME" that one.
std::vector<const Command*> meant_by(std::span<const Command> commands, const std::vector<std::string>& words) {
  std::vector<const Command*> meant;
  for (const auto& command : commands) {
    if (begins_with(split(command.words), words)) meant.push_back(&command);
  }
  if (const auto* one = find(commands, words); meant.empty() && one != nullptr) meant.push_back(one);
  return meant;
}

std::string help_for(const Command& command) {
  std::ostringstream text;
  text << "lodge " << command.words << (command.arguments.empty() ? "" : " ") << command.arguments << "\n  " << command.help << "\n";
  for (const auto& option : command.options) {
    text << "  " << option.name << (option.value.empty() ? "" : " ") << option.value << "\n      " << option.help << "\n";
  }
  text << "  Example: " << command.example << "\n";
  return text.str();
}

std::string help_for_all(std::span<const Command> commands) {
  std::ostringstream text;
  text << "usage: lodge [--config FILE] [--json] COMMAND …     (lodge COMMAND --help tells more)\n\n";
  for (const auto& command : commands) {
    std::string left(command.words);
    if (!command.arguments.empty()) left.append(" ").append(command.arguments);
    text << "  " << left << std::string(left.size() < 26 ? 26 - left.size() : 1, ' ') << command.help << "\n";
  }
  text << "\n" << kExitCodes;
  return text.str();
}

}  // namespace

std::string Arguments::get(std::string_view option, std::string otherwise) const {
  const auto found = options.find(option);
  return found == options.end() ? std::move(otherwise) : found->second;
}

Common take_common(std::vector<std::string>& words) {
  Common common;
  for (std::size_t at = 0; at < words.size();) {
    const std::string word = words[at];
    if (word == "--json") {
      common.json = true;
    } else if (word == "--help" || word == "-h") {
      common.help = true;
    } else if (word == "--config") {
      common.config = take_value(words, at);
    } else {
      ++at;
      continue;
    }
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return common;
}

const Command* find(std::span<const Command> commands, const std::vector<std::string>& words) {
  const Command* best = nullptr;
  for (const auto& command : commands) {
    const bool longer = best == nullptr || command.words.size() > best->words.size();
    if (begins_with(words, split(command.words)) && longer) best = &command;
  }
  return best;
}

Arguments sort_out(const Command& command, const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t at = split(command.words).size(); at < words.size(); ++at) {
    if (!words[at].starts_with("--")) {
      arguments.plain.push_back(words[at]);
      continue;
    }
    const auto option = std::ranges::find(command.options, words[at], &Option::name);
    if (option == command.options.end()) throw UsageError{"There is no option " + words[at] + " here."};
    if (!option->value.empty() && at + 1 >= words.size()) throw UsageError{words[at] + " needs a value."};
    arguments.options[words[at]] = option->value.empty() ? "yes" : words[at + 1];
    if (!option->value.empty()) ++at;
  }
  const auto named = split(command.arguments);
  const auto optional = std::ranges::count_if(named, [](const std::string& name) { return name.starts_with('['); });
  const auto given = std::ssize(arguments.plain), most = std::ssize(named);
  if (given > most || given < most - optional) {
    throw UsageError{"This command takes " + (named.empty() ? "no further words." : std::string(command.arguments) + ".")};
  }
  return arguments;
}

std::string help_for(std::span<const Command> commands, const std::vector<std::string>& words) {
  if (words.empty()) return help_for_all(commands);
  std::string text;
  for (const auto* command : meant_by(commands, words)) text += help_for(*command) + "\n";
  if (text.empty()) throw UsageError{"There is no such command (lodge --help names them all)."};
  return text + "Also: --json (the answer as JSON), --config FILE, --help.\n" + std::string(kExitCodes);
}

}  // namespace lodge::cli
