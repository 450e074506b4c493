#pragma once
#include <lodge/database.h>

#include <atomic>
#include <cstdint>

namespace lodge::test {

/// A Database that works until its n-th step and then has an outage, once or for good: each statement is a
/// step, and so is each COMMIT. Run a use case with n = 1, 2, 3 … until it comes through; every time before
/// that it must end in a clean refusal or Unavailable and leave nothing half done.
class FailingDatabase : public Database {
 public:
  enum class Outage { once, for_good };
  FailingDatabase(Database& inner, std::int64_t fails_at, Outage outage = Outage::once)
      : inner_(inner), fails_at_(fails_at), outage_(outage) {}
  /// Whether the step was reached: false means that the use case needs fewer steps than n.
  bool failed() const { return steps_ >= fails_at_; }
  std::int64_t steps() const { return steps_; }  ///< so far
  /// Counts one step. @throws Unavailable
  void step();

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override;
  void run_write(const std::function<bool(Transaction&)>& closure) override;

 private:
  Database& inner_;
  std::atomic<std::int64_t> steps_ = 0;
  std::int64_t fails_at_;
  Outage outage_;
};

}  // namespace lodge::test
