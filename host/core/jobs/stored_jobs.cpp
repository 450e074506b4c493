#include "core/jobs/stored_jobs.h"

#include "core/log.h"
#include "core/process_name.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

void run_and_log(const std::string& name, const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& failure) {
    log(Level::error, "JOBS-001", "A job failed; it runs again after its period.", {{"job", name}, {"cause", failure.what()}});
  }
}

bool is_free(const jobs::Row& row, Instant now) {
  return !row.owner || row.lease_until.value_or(Instant{}) < now || surely_gone(*row.owner);
}

}  // namespace

StoredJobs::StoredJobs(Database& database, const Clock& clock, std::string owner)
    : database_(database), clock_(clock), owner_(std::move(owner)) {}

StoredJobs::~StoredJobs() { stop(); }

void StoredJobs::every(std::string name, std::chrono::seconds period, std::function<void()> work) {
  LODGE_CHECK(!thread_.joinable() && period > 0s && std::ranges::find(jobs_, name, &Job::name) == jobs_.end());
  database_.write([&](Transaction& transaction) { jobs::add(transaction, name, clock_.now()); });
  jobs_.push_back({.name = std::move(name), .period = period, .work = std::move(work), .began = {}, .running = {}});
}

void StoredJobs::start() {
  thread_ = std::thread([this] { run(); });
}

void StoredJobs::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
  try {
    finish();
  } catch (const Unavailable&) {
    return;  // the leases run out by themselves
  }
}

void StoredJobs::run() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, 1s, [this] { return stopping_; })) {
    lock.unlock();
    try {
      look();
    } catch (const Unavailable& outage) {
      log(Level::warning, "JOBS-003", "Jobs wait, because the central store cannot be reached.", {{"cause", outage.what()}});
    }
    lock.lock();
  }
}

void StoredJobs::look() {
  const auto rows = database_.read([](Reader& reader) { return jobs::all(reader); });
  for (auto& job : jobs_) look_after(job, rows);
}

void StoredJobs::look_after(Job& job, const std::vector<jobs::Row>& rows) {
  if (job.running.valid()) {
    job.running.wait_for(0s) == std::future_status::ready ? end(job) : keep(job);
    return;
  }
  const auto row = std::ranges::find(rows, job.name, &jobs::Row::name);
  if (row != rows.end()) begin_if_due(job, *row);
}

void StoredJobs::begin_if_due(Job& job, const jobs::Row& row) {
  const auto now = clock_.now();
  if (now < row.due_at || !is_free(row, now)) return;
  if (!database_.write([&](Transaction& transaction) { return jobs::take(transaction, row, owner_, now + kLease); })) return;
  job.began = now;
  job.running = std::async(std::launch::async, [name = job.name, &work = job.work] { run_and_log(name, work); });
}

void StoredJobs::keep(Job& job) {
  const auto until = clock_.now() + kLease;
  if (database_.write([&](Transaction& transaction) { return jobs::renew(transaction, job.name, owner_, until); })) return;
  log(Level::error, "JOBS-002", "A job outlived its lease, and another host may run it, too.", {{"job", job.name}});
}

void StoredJobs::end(Job& job) {
  const auto due_at = std::max(clock_.now(), job.began + job.period);
  database_.write([&](Transaction& transaction) { jobs::give_back(transaction, job.name, owner_, due_at); });
  job.running = {};
}

void StoredJobs::finish() {
  for (auto& job : jobs_) {
    if (!job.running.valid()) continue;
    job.running.wait();
    end(job);
  }
}

}  // namespace lodge::core
