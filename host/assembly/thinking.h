#pragma once
#include "core/rules/rules.h"
#include "ops/config.h"
#include "worker/pool.h"

namespace lodge::assembly {

/// Where the rules of every site lie.
core::RuleFolders rule_folders(const ops::Config& config);

/// The school's rules and the locked-in workers that run them. [any thread once made]
class Thinking {
 public:
  explicit Thinking(const ops::Config& config);
  Rules& rules() { return rules_; }
  core::WorkerPool& workers() { return pool_; }

 private:
  worker::Pool pool_;
  core::RulesService rules_;
};

}  // namespace lodge::assembly
