#include "assembly/thinking.h"

namespace lodge::assembly {
namespace {

worker::PoolSettings rules_workers(const ops::Config& config) {
  worker::PoolSettings settings;
  settings.program = config.text("worker");
  settings.role = "rules";
  settings.workers = static_cast<int>(config.number("workers.rules"));
  settings.when_it_dies = worker::PoolSettings::WhenItDies::ask_another;
  return settings;
}

}  // namespace

core::RuleFolders rule_folders(const ops::Config& config) {
  return {std::filesystem::path(config.text("folder.share")) / "rules", config.text("folder.school_rules")};
}

Thinking::Thinking(const ops::Config& config)
    : pool_(rules_workers(config)), rules_(pool_, [folders = rule_folders(config)](SiteId) { return folders; }, config.duration("workers.rule_deadline")) {}

}  // namespace lodge::assembly
