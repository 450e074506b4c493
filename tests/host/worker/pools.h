#pragma once
#include "worker/pool.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace lodge::worker {

/// A pool of the real lodge-worker.
inline PoolSettings pool_of(const std::string& role, int workers = 1) {
  PoolSettings settings;
  settings.program = LODGE_BINARY_DIR "/host/worker/lodge-worker";
  settings.role = role;
  settings.workers = workers;
  return settings;
}

/// One that runs a plugin of tests/plugins/broken.
inline PoolSettings pool_of_plugin(const std::string& role, const std::string& plugin, Value settings = Value::Map{}) {
  auto pool = pool_of(role);
  pool.arguments = {"--plugin", LODGE_BINARY_DIR "/tests/broken/" + plugin + ".so", "--owner", "anybody"};
  pool.settings = std::move(settings);
  return pool;
}

inline PoolSettings pool_of_rules(int workers = 2) {
  auto pool = pool_of("rules", workers);
  pool.when_it_dies = PoolSettings::WhenItDies::ask_another;
  return pool;
}

/// The processes that this one has started and not yet buried.
inline std::vector<pid_t> children() {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(::getpid()) + "/task")) {
    std::ifstream file(entry.path() / "children");
    for (pid_t child; file >> child;) found.push_back(child);
  }
  return found;
}

}  // namespace lodge::worker
