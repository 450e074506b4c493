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

core::RulesService::FoldersOf folders(const ops::Config& config) {
  const core::RuleFolders folders{std::filesystem::path(config.text("folder.share")) / "rules", config.text("folder.school_rules")};
  return [folders](SiteId) { return folders; };
}

}  // namespace

Thinking::Thinking(const ops::Config& config)
    : pool_(rules_workers(config)), rules_(pool_, folders(config), config.duration("workers.rule_deadline")) {}

}  // namespace lodge::assembly
