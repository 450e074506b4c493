#pragma once
#include "store.h"

#include <memory>
#include <mutex>

namespace lodge::parents_evening {

/// Evenings as they are now, each read once a version. [any thread]
class Plans {
 public:
  /// Nothing for an evening of another site and for one that is not there.
  std::shared_ptr<const Plan> find(Reader& reader, SiteId site, EveningId id);
  /// Those that families know of and that end after `after`; newest first.
  std::vector<std::shared_ptr<const Plan>> shown(Reader& reader, SiteId site, Instant after);

 private:
  std::mutex mutex_;
  struct Kept {
    Versions versions;
    std::shared_ptr<const Plan> plan;
  };
  std::map<EveningId, Kept> plans_;
};

}  // namespace lodge::parents_evening
