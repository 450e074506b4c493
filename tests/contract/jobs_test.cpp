#include "contract/shared_store.h"
#include "core/jobs/stored_jobs.h"
#include "moving_clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <thread>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using core::StoredJobs;

/// A process that is nowhere, on a machine that is nowhere: its leases must be waited out.
constexpr const char* kOtherHost = "otherboot.1.77.1";

class JobsContract : public OnASharedStore {
 protected:
  std::unique_ptr<StoredJobs> host(const std::string& name = "this") { return std::make_unique<StoredJobs>(central(), clock_, name); }
  /// One look, and what it started runs to its end.
  static void look(StoredJobs& jobs) {
    jobs.look();
    jobs.finish();
  }
  MovingClock clock_;
  std::atomic<int> runs_{0};
  std::function<void()> count_ = [this] { ++runs_; };
};

TEST_P(JobsContract, RunsAtOnceAndThenOncePerPeriod) {
  const auto jobs = host();
  jobs->every("count", 60s, count_);
  look(*jobs);
  EXPECT_EQ(runs_, 1);
  clock_.move(59s);
  look(*jobs);
  EXPECT_EQ(runs_, 1);
  clock_.move(1s);
  look(*jobs);
  EXPECT_EQ(runs_, 2);
}

TEST_P(JobsContract, KeepsThePeriodOverARestart) {
  {
    const auto jobs = host();
    jobs->every("count", 60s, count_);
    look(*jobs);
  }
  const auto jobs = host("the next");
  jobs->every("count", 60s, count_);
  look(*jobs);
  EXPECT_EQ(runs_, 1);
}

TEST_P(JobsContract, RunsAgainAfterItThrew) {
  const auto jobs = host();
  jobs->every("fail", 60s, [this] {
    ++runs_;
    throw std::runtime_error("on purpose");
  });
  look(*jobs);
  clock_.move(60s);
  look(*jobs);
  EXPECT_EQ(runs_, 2);
}

TEST_P(JobsContract, LetsOneHostRunIt) {
  const auto here = host("here"), there = host("there");
  std::latch go(1);
  here->every("long", 60s, [&] {
    ++runs_;
    go.wait();
  });
  there->every("long", 60s, count_);
  here->look();
  there->look();
  go.count_down();
  here->finish();
  EXPECT_EQ(runs_, 1);
}

TEST_P(JobsContract, LetsOneOfManyHostsRunItHoweverTheyRace) {
  std::vector<std::unique_ptr<StoredJobs>> hosts;
  for (int i = 0; i < 8; ++i) {
    hosts.push_back(std::make_unique<StoredJobs>(central(), clock_, "host" + std::to_string(i)));
    hosts.back()->every("count", 60s, count_);
  }
  for (int round = 1; round <= 10; ++round) {
    std::vector<std::jthread> threads;
    for (auto& one : hosts) threads.emplace_back([&one] { one->look(); });
    threads.clear();
    for (auto& one : hosts) one->finish();
    EXPECT_EQ(runs_, round);
    clock_.move(60s);
  }
}

TEST_P(JobsContract, RenewsTheLeaseWhileItRuns) {
  const auto here = host(kOtherHost), there = host("there");
  std::latch go(1);
  here->every("long", 1s, [&] { go.wait(); });
  there->every("long", 1s, count_);
  here->look();
  for (int i = 0; i < 5; ++i) {
    clock_.move(StoredJobs::kLease / 2);
    here->look();
    there->look();
  }
  EXPECT_EQ(runs_, 0);
  go.count_down();
  here->finish();
}

TEST_P(JobsContract, TakesOverWhenAnotherMachinesLeaseRanOut) {
  const auto there = host();
  there->every("count", 60s, count_);
  central().write([&](Transaction& t) {
    EXPECT_TRUE(core::jobs::take(t, core::jobs::all(t).at(0), kOtherHost, clock_.now() + StoredJobs::kLease));
  });
  look(*there);
  EXPECT_EQ(runs_, 0);
  clock_.move(StoredJobs::kLease + 1s);
  look(*there);
  EXPECT_EQ(runs_, 1);
}

TEST_P(JobsContract, RunsByItselfOnceStarted) {
  const auto jobs = host();
  std::latch ran(1);
  jobs->every("once", 1h, [&] { ran.count_down(); });
  jobs->start();
  ran.wait();
  jobs->stop();
}

LODGE_ON_BOTH_ENGINES(JobsContract);

}  // namespace
}  // namespace lodge::test
