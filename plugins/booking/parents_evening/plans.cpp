#include "plans.h"

namespace lodge::parents_evening {

std::vector<std::shared_ptr<const Plan>> Plans::shown(Reader& reader, SiteId site, Instant after) {
  std::vector<std::shared_ptr<const Plan>> all;
  for (const auto id : shown_evenings(reader, site, after)) {
    if (auto plan = find(reader, site, id)) all.push_back(std::move(plan));
  }
  return all;
}

std::shared_ptr<const Plan> Plans::find(Reader& reader, SiteId site, EveningId id) {
  constexpr std::size_t kMost = 50;
  const auto versions = versions_of(reader, id);
  if (!versions) return nullptr;
  {
    const std::lock_guard lock(mutex_);
    const auto kept = plans_.find(id);
    if (kept != plans_.end() && kept->second.versions == *versions) return kept->second.plan->evening.site == site ? kept->second.plan : nullptr;
  }
  auto loaded = load_plan(reader, id);
  if (!loaded) return nullptr;
  const auto plan = std::make_shared<const Plan>(std::move(*loaded));
  const std::lock_guard lock(mutex_);
  if (plans_.size() >= kMost) plans_.clear();
  plans_[id] = {*versions, plan};
  return plan->evening.site == site ? plan : nullptr;
}

}  // namespace lodge::parents_evening
