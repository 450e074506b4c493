// lodged: the server. Reads its configuration, opens its stores, starts plugins and workers, serves until it is told to
// stop.
#include "assembly/doors.h"
#include "assembly/front_of_house.h"
#include "assembly/house.h"
#include "assembly/keeping.h"
#include "assembly/sending.h"
#include "assembly/thinking.h"
#include "core/log.h"
#include "http/watchdog.h"

#include <lodge/errors.h>

#include <malloc.h>

#include <csignal>
#include <iostream>
#include <string_view>
#include <vector>

namespace {

using namespace lodge;

constexpr std::string_view kUsage =
    "usage: lodged --config FILE [--set KEY=VALUE]… [--routes]\n"
    "  --routes   print every address that is answered with the permission that it asks for, and end\n";

struct Words {
  std::string config = "/etc/lodge/lodge.conf";
  std::vector<std::string> overrides;
  bool routes = false;
};

std::optional<Words> read(std::span<char*> given) {
  Words words;
  for (std::size_t i = 1; i < given.size(); ++i) {
    const std::string_view word = given[i];
    if (word == "--routes") {
      words.routes = true;
      continue;
    }
    if (i + 1 == given.size()) return std::nullopt;
    if (word == "--config") {
      words.config = given[++i];
    } else if (word == "--set") {
      words.overrides.emplace_back(given[++i]);
    } else {
      return std::nullopt;
    }
  }
  return words;
}

// Blocked before the first thread starts, so that only wait_for_end hears them.
sigset_t signals_to_wait_for() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return set;
}

void wait_for_end(const sigset_t& signals, assembly::Doors& doors) {
  for (;;) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP) return;
    doors.reload_certificates();
  }
}

void serve(const ops::Config& config, const sigset_t& signals) {
  assembly::Thinking thinking(config);
  assembly::House house(config, thinking.rules());
  assembly::Sending sending(config, house);
  assembly::FrontOfHouse front(house);
  assembly::Doors doors(config, front.parts());
  front.add_figures(doors, sending);
  assembly::Keeping keeping(house);
  doors.start();
  http::Notifier systemd(doors.all());
  core::log(core::Level::notice, "HOUSE-002", "Lodge serves.", {{"address", config.text("public_url")}});
  wait_for_end(signals, doors);
  core::log(core::Level::notice, "HOUSE-003", "Lodge stops, as it was asked to.");
  systemd.stopping();
  doors.stop();
}

void print_routes(const ops::Config& config) {
  assembly::Thinking thinking(config);
  assembly::House house(config, thinking.rules());
  const assembly::FrontOfHouse front(house);
  for (const auto& served : front.parts().router.all()) {
    std::cout << http::name_of(served->route.method) << ' ' << served->route.pattern << ' ' << served->route.permission.name << '\n';
  }
}

// Hundreds of threads come and go with their connections; an arena for each would keep what they once needed. And glibc
// takes the largest block that was ever given back for the usual size: once a password was checked, in 19 MiB, each arena
// would keep as much. Thresholds that are set do not move.
void give_memory_back() {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

}  // namespace

int main(int count, char** given) {
  give_memory_back();
  const auto words = read({given, static_cast<std::size_t>(count)});
  if (!words) {
    std::cerr << kUsage;
    return 2;
  }
  const auto signals = signals_to_wait_for();
  try {
    const auto config = ops::Config::load(words->config, words->overrides);
    if (!config) throw assembly::CannotStart(config.error());
    core::log_at_least(core::level_of(config->text("log.level")));
    words->routes ? print_routes(*config) : serve(*config, signals);
    return 0;
  } catch (const std::exception& error) {
    core::log(core::Level::error, "HOUSE-006", error.what());
    return 3;
  }
}
