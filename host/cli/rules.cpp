#include "cli/tool.h"
#include "core/rules/questions.h"
#include "core/rules/rule_files.h"
#include "worker/pool.h"

#include <algorithm>
#include <filesystem>

namespace lodge::cli {
namespace {

namespace fs = std::filesystem;

worker::PoolSettings one_worker(Tool& tool) {
  worker::PoolSettings settings;
  settings.program = tool.config().text("worker");
  settings.role = "rules";
  return settings;
}

core::RuleFile read(const fs::path& file) {
  auto rule = core::read_rule(file);
  if (!rule) throw Refused{rule.error()};
  return *std::move(rule);
}

Outcome check(Tool& tool, const Arguments& arguments) {
  worker::Pool workers(one_worker(tool));
  const auto faults = core::check_rule(workers, read(arguments.plain[0]));
  Outcome outcome{faults.empty() ? "Nothing is wrong with it.\n" : "", {}, faults.empty() ? Exit::done : Exit::refused};
  Value::List list;
  for (const auto& [line, why] : faults) {
    outcome.text += (line > 0 ? "line " + std::to_string(line) + ": " : std::string()) + why + "\n";
    list.push_back(Value::Map{{"line", line}, {"why", why}});
  }
  outcome.value = Value::Map{{"faults", std::move(list)}};
  return outcome;
}

// The tests of rules/rooms/NAME.lua are tests/rooms/NAME_test.lua; those of a school's own NAME.lua lie in tests/ beside it.
fs::path tests_of(const fs::path& rule) {
  const auto name = rule.stem().string() + "_test.lua";
  const auto shipped = rule.parent_path().parent_path().parent_path() / "tests" / rule.parent_path().filename() / name;
  const auto beside = rule.parent_path() / "tests" / name;
  return !fs::exists(beside) && fs::exists(shipped) ? shipped : beside;
}

std::vector<fs::path> rule_files(const fs::path& given) {
  if (!fs::is_directory(given)) return {given};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(given)) {
    if (entry.path().extension() == ".lua" && entry.path().parent_path().filename() != "tests") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

struct Count {
  std::int64_t passed = 0, failed = 0;
  std::string text;
  Value::List results, untested;

  void none(const fs::path& file, const fs::path& wanted) {
    text += "        " + file.stem().string() + ": no tests (" + wanted.string() + ")\n";
    untested.push_back(file.stem().string());
  }
  void add(const fs::path& file, const core::RuleTestResult& result) {
    ++(result.passed ? passed : failed);
    text += (result.passed ? "ok      " : "FAILED  ") + file.stem().string() + ": " + result.name + (result.passed ? "" : "  " + result.why) + "\n";
    results.push_back(Value::Map{{"rule", file.stem().string()}, {"test", result.name}, {"passed", result.passed}, {"why", result.why}});
  }
};

std::string text_of(const fs::path& file) {
  auto text = core::read_text(file);
  if (!text) throw Refused{text.error()};
  return *std::move(text);
}

Outcome test(Tool& tool, const Arguments& arguments) {
  worker::Pool workers(one_worker(tool));
  const auto samples = text_of(fs::path(tool.config().text("folder.share")) / "lib" / "samples.lua");
  Count count;
  for (const auto& file : rule_files(fs::absolute(arguments.plain[0]))) {
    const auto rule = read(file);
    const auto tests = tests_of(file);
    if (!fs::exists(tests)) {
      count.none(file, tests);
      continue;
    }
    for (const auto& result : core::run_rule_tests(workers, rule, text_of(tests), samples)) count.add(file, result);
  }
  count.text += std::to_string(count.passed) + " passed, " + std::to_string(count.failed) + " failed\n";
  return {count.text, Value::Map{{"passed", count.passed}, {"failed", count.failed}, {"tests", std::move(count.results)},
                                 {"untested", std::move(count.untested)}},
          count.failed == 0 ? Exit::done : Exit::refused};
}

}  // namespace

std::vector<Command> rules_commands(Tool& tool) {
  return {
      {"rules check", "FILE", "Says what is wrong with a rule's file, and in which line.",
       "lodge rules check /etc/lodge/rules.d/no_fridays.lua", {},
       [&tool](const Arguments& a) { return check(tool, a); }},
      {"rules test", "FILE", "Runs the tests of a rule, or of all rules of a folder, and names those without.",
       "lodge rules test /etc/lodge/rules.d", {},
       [&tool](const Arguments& a) { return test(tool, a); }},
  };
}

}  // namespace lodge::cli
