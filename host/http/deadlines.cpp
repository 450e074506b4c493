#include "http/deadlines.h"

#include <sys/socket.h>

#include <algorithm>

namespace lodge::http {

using Clock = std::chrono::steady_clock;

DeadlineKeeper::DeadlineKeeper() : thread_([this] { run(); }) {}

DeadlineKeeper::~DeadlineKeeper() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void DeadlineKeeper::keep(Deadline& deadline) {
  const std::scoped_lock lock(mutex_);
  all_.push_back(&deadline);
  count_.store(all_.size(), std::memory_order_relaxed);
}

void DeadlineKeeper::release(Deadline& deadline) {
  const std::scoped_lock lock(mutex_);
  std::erase(all_, &deadline);
  count_.store(all_.size(), std::memory_order_relaxed);
}

void DeadlineKeeper::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::milliseconds(100), [this] { return stopping_; })) end_late(Clock::now());
}

void DeadlineKeeper::end_late(Clock::time_point now) {
  for (auto* deadline : all_) {
    const auto state = deadline->state_.load(std::memory_order_acquire);
    if ((state >> 3) > now.time_since_epoch().count()) continue;
    deadline->passed_.store(true, std::memory_order_release);
    ::shutdown(deadline->socket_, deadline->phase(state) == Phase::writing ? SHUT_RDWR : SHUT_RD);
  }
}

bool DeadlineKeeper::shed_one(std::string_view address) {
  const std::scoped_lock lock(mutex_);
  Deadline* oldest = nullptr;
  auto earliest = INT64_MAX;
  for (auto* deadline : all_) {
    if (!address.empty() && deadline->address_ != address) continue;
    const auto state = deadline->state_.load(std::memory_order_acquire);
    const auto since = deadline->since_.load(std::memory_order_relaxed);
    if (deadline->phase(state) != Phase::idle || deadline->passed() || since >= earliest) continue;
    oldest = deadline;
    earliest = since;
  }
  if (oldest == nullptr) return false;
  oldest->passed_.store(true, std::memory_order_release);
  ::shutdown(oldest->socket_, SHUT_RD);
  return true;
}

void DeadlineKeeper::end_idle() {
  const std::scoped_lock lock(mutex_);
  for (auto* deadline : all_) {
    if (deadline->phase(deadline->state_.load(std::memory_order_acquire)) == Phase::idle) ::shutdown(deadline->socket_, SHUT_RD);
  }
}

void DeadlineKeeper::end_all() {
  const std::scoped_lock lock(mutex_);
  for (auto* deadline : all_) ::shutdown(deadline->socket_, SHUT_RDWR);
}

}  // namespace lodge::http
