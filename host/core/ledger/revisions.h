#pragma once
#include <lodge/id.h>
#include <lodge/interval.h>

#include <mutex>
#include <unordered_map>

namespace lodge::core::ledger {

/// One rising number per site. It begins at the microsecond of the start, so that a page cached under an earlier
/// process's number is never taken for a page of this one. [any thread]
class Revisions {
 public:
  explicit Revisions(Instant start) : start_(start.time_since_epoch().count()) {}
  void rise(SiteId site) {
    const std::lock_guard lock(mutex_);
    ++risen_[site];
  }
  std::int64_t of(SiteId site) const {
    const std::lock_guard lock(mutex_);
    const auto found = risen_.find(site);
    return start_ + (found == risen_.end() ? 0 : found->second);
  }

 private:
  std::int64_t start_;
  mutable std::mutex mutex_;
  std::unordered_map<SiteId, std::int64_t> risen_;
};

}  // namespace lodge::core::ledger
