#pragma once
#include <chrono>
#include <functional>
#include <string>

namespace lodge {

/// Work that comes round again. A job is a leased row: of all hosts, one runs it at a time.
class Jobs {
 public:
  virtual ~Jobs() = default;
  /// Runs `work` each `period`; when it throws, again after the next period. [startup]
  virtual void every(std::string name, std::chrono::seconds period, std::function<void()> work) = 0;
};

}  // namespace lodge
