#pragma once
#include <lodge/value.h>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::cli {

enum class Exit : int { done = 0, refused = 1, usage = 2, unavailable = 3 };

/// What a command has to say: for eyes, and (with --json) for programs.
struct Outcome {
  std::string text;
  Value value;
  Exit exit = Exit::done;
};

/// "--name VALUE", or "--name" alone when `value` is empty.
struct Option {
  std::string_view name, value, help;
};

/// The words after the command's own name, sorted out.
class Arguments {
 public:
  std::vector<std::string> plain;
  std::map<std::string, std::string, std::less<>> options;

  bool has(std::string_view option) const { return options.contains(option); }
  std::string get(std::string_view option, std::string otherwise = {}) const;
};

/// A mistake in how the command was called; the sentence says what to do. Exit 2.
struct UsageError {
  std::string sentence;
};

struct Command {
  std::string_view words;      ///< "user add"
  std::string_view arguments;  ///< "EMAIL [ROLE]"; how many plain words it takes is how many are named here; one in brackets may be left out
  std::string_view help;       ///< one sentence
  std::string_view example;    ///< a whole line that could be typed
  std::vector<Option> options;
  std::function<Outcome(const Arguments&)> run;
};

/// What every command understands, before or after its name.
struct Common {
  std::string config = "/etc/lodge/lodge.conf";
  bool json = false, help = false;
};

/// Takes --config, --json and --help out of `words`, wherever they stand. @throws UsageError
Common take_common(std::vector<std::string>& words);
/// The command that `words` begin with, or nullptr. The longest match wins.
const Command* find(std::span<const Command> commands, const std::vector<std::string>& words);
/// @throws UsageError for an unknown option, a missing value, too many or too few plain words.
Arguments sort_out(const Command& command, const std::vector<std::string>& words);

/// What --help says: without words a line for each command, after "user" all about those that begin so, after a whole
/// command all about that one. The man page is made of it (packaging/man/lodge.1.sh). @throws UsageError when there is none
std::string help_for(std::span<const Command> commands, const std::vector<std::string>& words);

}  // namespace lodge::cli
