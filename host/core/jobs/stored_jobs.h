#pragma once
#include "core/jobs/store.h"

#include <lodge/clock.h>
#include <lodge/jobs.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace lodge::core {

/// Jobs as leased rows of the central store. One thread looks each second what is due and renews the leases of what
/// runs; each running job has a thread of its own, so that a long one delays nobody.
class StoredJobs final : public Jobs {
 public:
  static constexpr std::chrono::seconds kLease{60};

  /// `database` and `clock` outlive it. `owner` is this process's name, see process_name().
  StoredJobs(Database& database, const Clock& clock, std::string owner);
  /// Waits for running jobs to end.
  ~StoredJobs() override;

  /// Due at once when no host has run it before. @throws Unavailable
  void every(std::string name, std::chrono::seconds period, std::function<void()> work) override;
  void start();  ///< once every() was called for all [startup]
  void stop();   ///< no job begins any more; waits for running ones

  /// One look: starts what is due, renews what runs, gives back what has ended. What the thread does each second.
  /// @throws Unavailable [one call at a time]
  void look();
  /// Waits until no job runs here, and gives back what ended: for tests. [one call at a time]
  void finish();

 private:
  struct Job {
    std::string name;
    std::chrono::seconds period;
    std::function<void()> work;
    Instant began{};
    std::future<void> running;  ///< valid while this host holds the lease
  };
  void run();
  void look_after(Job& job, const std::vector<jobs::Row>& rows);
  void begin_if_due(Job& job, const jobs::Row& row);
  void keep(Job& job);
  void end(Job& job);

  Database& database_;
  const Clock& clock_;
  const std::string owner_;
  std::vector<Job> jobs_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lodge::core
