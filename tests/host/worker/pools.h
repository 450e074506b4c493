#pragma once
#include "worker/pool.h"

#include <string>

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

}  // namespace lodge::worker
