// lodge: the technician's command.
#include "cli/tool.h"
#include "core/log.h"

#include <lodge/errors.h>
#include <lodge/json.h>

#include <cstdio>
#include <iostream>

namespace {

using namespace lodge::cli;

std::vector<Command> all_commands(Tool& tool) {
  std::vector<Command> all;
  for (auto* part : {&site_commands, &user_commands, &token_commands, &sync_commands, &calendar_commands, &rules_commands, &verify_commands,
                     &person_commands, &plugin_commands, &demo_commands, &demo_config_commands}) {
    for (auto& command : part(tool)) all.push_back(std::move(command));
  }
  return all;
}

int say(const Common& common, const Outcome& outcome) {
  std::cout << (common.json ? lodge::to_json(outcome.value) + "\n" : outcome.text) << std::flush;
  return static_cast<int>(outcome.exit);
}

int say_no(const Common& common, Exit exit, const std::string& sentence) {
  if (common.json) {
    std::cout << lodge::to_json(lodge::Value::Map{{"error", sentence}}) << "\n";
  } else {
    std::cerr << "lodge: " << sentence << "\n";
  }
  return static_cast<int>(exit);
}

int run(const Common& common, const std::vector<std::string>& words) {
  Tool tool(common);
  const auto commands = all_commands(tool);
  if (common.help || words.empty()) {
    std::cout << help_for(commands, words);
    return static_cast<int>(words.empty() && !common.help ? Exit::usage : Exit::done);
  }
  const auto* command = find(commands, words);
  if (command == nullptr) throw UsageError{"There is no such command (lodge " + words.front() + " --help, or lodge --help, names them)."};
  return say(common, command->run(sort_out(*command, words)));
}

}  // namespace

int main(int count, char** given) {
  std::vector<std::string> words(given + 1, given + count);
  Common common;
  lodge::core::log_at_least(lodge::core::Level::warning);
  try {
    common = take_common(words);
    return run(common, words);
  } catch (const UsageError& error) {
    return say_no(common, Exit::usage, error.sentence);
  } catch (const Refused& refusal) {
    return say_no(common, Exit::refused, refusal.sentence);
  } catch (const lodge::assembly::CannotStart& error) {
    return say_no(common, Exit::unavailable, error.what());
  } catch (const lodge::Unavailable& error) {
    return say_no(common, Exit::unavailable, error.what());
  } catch (const std::exception& error) {
    return say_no(common, Exit::unavailable, error.what());
  }
}
